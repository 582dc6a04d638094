import { Problem } from "@safelight/client";
import { words } from "../strings";

/** Why something could not be had or done, with what to quote. */
export function Trouble({ failure }: { readonly failure: unknown }) {
  const problem = failure instanceof Problem ? failure : undefined;
  return (
    <div className="trouble" role="alert">
      <strong>{problem?.title ?? words.trouble.unknown}</strong>
      {problem?.detail && <span>{problem.detail}</span>}
      {problem?.requestId && (
        <span>
          {words.trouble.request} <code>{problem.requestId}</code>
        </span>
      )}
    </div>
  );
}
