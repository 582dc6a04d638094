import { createContext, useContext } from "react";
import type { Session } from "./session";

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("This component uses Safelight's hooks and is not inside a <SafelightProvider>.");
  return session;
}
