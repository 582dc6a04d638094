import { SafelightProvider } from "@safelight/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Photos } from "./Photos";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <SafelightProvider baseUrl={import.meta.env.VITE_SAFELIGHT_URL ?? "http://localhost:8080"}>
      <Photos />
    </SafelightProvider>
  </StrictMode>,
);
