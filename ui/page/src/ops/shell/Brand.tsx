import { Mark } from "../../app/Mark";
import { href } from "../place/place";
import { words } from "../strings";

export function Brand() {
  return (
    <a className="brand" href={href({ section: "overview" })}>
      <Mark />
      <span>{words.name}</span>
      <span className="ops-role">{words.role}</span>
    </a>
  );
}
