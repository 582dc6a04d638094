/// <reference types="vite/client" />

interface ImportMetaEnv {
  readonly VITE_SAFELIGHT_URL?: string;
}
