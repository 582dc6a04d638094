import { createClient } from "@safelight/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../../base/base.css";
import { OperatorContext } from "../operator/operator";
import { Shell } from "../shell/Shell";
import { stories, type Story } from "./stories";
import "../shell/night.css";

// States of the page to look at, without a server: ops-stories.html?story=errors. Not part of what is built.

const NOTHING = { items: [], nextCursor: null, whole: true };

/** To change something changes nothing, and is answered as if it had. */
const DONE = { auditId: "", done: 3, unchanged: 0, more: false, redriven: 3 };

/** As the server would: what the story does not have is empty. */
function answerTo({ answers }: Story, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  return Promise.resolve(Response.json(request.method === "POST" ? DONE : (answers[pathname] ?? NOTHING)));
}

const asked = new URLSearchParams(location.search).get("story") ?? "well";
const story = (Object.entries(stories).find(([name]) => name === asked)?.[1] ?? stories.well)();
if (location.hash === "") location.replace(story.place);

const operator = {
  client: createClient({ token: "", fetch: (request) => answerTo(story, request) }),
  leave: () => undefined,
};
const known = new QueryClient({ defaultOptions: { queries: { retry: false } } });
const root = document.getElementById("root");

if (root) {
  createRoot(root).render(
    <StrictMode>
      <OperatorContext value={operator}>
        <QueryClientProvider client={known}>
          <Shell />
        </QueryClientProvider>
      </OperatorContext>
    </StrictMode>,
  );
}
