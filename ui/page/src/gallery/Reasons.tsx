import type { Reason } from "@safelight/client";
import { sayReason } from "../strings";

interface ReasonsProps {
  readonly id: string;
  readonly reasons: readonly Reason[];
}

/** Why, what was measured, and what to do. */
export function Reasons({ id, reasons }: ReasonsProps) {
  return (
    <ul className="reasons" id={id}>
      {reasons.map((reason, index) => {
        const { title, found, advice } = sayReason(reason);
        return (
          <li key={index} data-code={reason.code}>
            <p className="reason-title">{title}</p>
            <p className="reason-found">{found}</p>
            <p>{advice}</p>
          </li>
        );
      })}
    </ul>
  );
}
