import { useEffect, useRef } from "react";
import { Button } from "../../base/Button";
import { useOperator } from "../operator/operator";
import { Audit } from "../audit/Audit";
import { OneDownload } from "../downloads/OneDownload";
import { Downloads } from "../downloads/Downloads";
import { Errors } from "../errors/Errors";
import { Images } from "../images/Images";
import { Overview } from "../overview/Overview";
import { href, SECTIONS, type Place } from "../place/place";
import { usePlace } from "../place/usePlace";
import { Photo } from "../photo/Photo";
import { Policy } from "../policy/Policy";
import { Queues } from "../queues/Queues";
import { Webhook } from "../webhooks/Webhook";
import { Webhooks } from "../webhooks/Webhooks";
import { words } from "../strings";
import { Brand } from "./Brand";
import { Find } from "./Find";
import { Search } from "./Search";
import "./shell.css";

/** What is found is reached by searching. */
const shown = SECTIONS.filter((section) => section !== "find");

export function Shell() {
  const place = usePlace();
  const { leave } = useOperator();
  const heading = useRef<HTMLHeadingElement>(null);
  const at = href(place);
  const first = useRef(at);
  useEffect(() => {
    document.title = words.title(words.sections[place.section]);
    if (first.current === at) return;
    first.current = ""; // from now on every change of place is one that somebody made
    heading.current?.focus();
  }, [at, place.section]);
  return (
    <>
      <header className="ops-header">
        <a className="skip" href={at} onClick={() => heading.current?.focus()}>
          {words.skip}
        </a>
        <Brand />
        <Search />
        <Button look="quiet" onClick={leave}>
          {words.key.leave}
        </Button>
      </header>
      <nav className="ops-nav" aria-label={words.navigation}>
        <ul>
          {shown.map((section) => (
            <li key={section}>
              <a href={href({ section })} aria-current={section === place.section ? "page" : undefined}>
                {words.sections[section]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main className="ops-main">
        <h1 ref={heading} tabIndex={-1}>
          {words.sections[place.section]}
        </h1>
        <Content place={place} />
      </main>
    </>
  );
}

function Content({ place }: { readonly place: Place }) {
  switch (place.section) {
    case "policy":
      return <Policy />;
    case "images":
      return place.id === undefined ? <Images /> : <Photo key={place.id} imageId={place.id} />;
    case "find":
      return <Find key={place.query["q"]} />;
    case "audit":
      return <Audit />;
    case "downloads":
      return place.id === undefined ? <Downloads /> : <OneDownload key={place.id} downloadId={place.id} />;
    case "webhooks":
      return place.id === undefined ? <Webhooks /> : <Webhook key={place.id} webhookId={place.id} />;
    case "errors":
      return <Errors />;
    case "queues":
      return <Queues />;
    default:
      return <Overview />;
  }
}
