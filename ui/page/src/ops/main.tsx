import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ErrorBoundary } from "../app/ErrorBoundary";
import "../base/base.css";
import { readDestination } from "../report/destination";
import { createReports } from "../report/reports";
import { KeyGate } from "./shell/KeyGate";
import { Shell } from "./shell/Shell";
import "./shell/night.css";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no place for what it shows");
const reports = createReports(readDestination(), "operator");
reports.watch(window);
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary reports={reports}>
      <KeyGate>
        <Shell />
      </KeyGate>
    </ErrorBoundary>
  </StrictMode>,
);
