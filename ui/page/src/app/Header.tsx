import { words } from "../strings";
import { Mark } from "./Mark";

export function Header() {
  return (
    <header className="header">
      <div className="header-inner">
        <a className="brand" href="/" aria-label={words.home}>
          <Mark />
          <span>{words.name}</span>
        </a>
      </div>
    </header>
  );
}
