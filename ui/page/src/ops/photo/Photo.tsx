import { useState } from "react";
import { ActionButtons } from "../actions/ActionButtons";
import { namedImage } from "../actions/actions";
import { Panel } from "../base/Panel";
import { Loaded } from "../base/Loaded";
import { useNow } from "../base/useNow";
import { href } from "../place/place";
import { goInstead } from "../place/usePlace";
import { words } from "../strings";
import { causeOf, untold, type Story } from "./chapters";
import { Facts } from "./Facts";
import { Log } from "./Log";
import { Measured } from "./Measured";
import { Picture } from "./Picture";
import { Deliveries, Downloads, Events, Jobs } from "./Records";
import { TimeLine } from "./TimeLine";
import { useStory } from "./useStory";
import "./photo.css";

/** One photo's whole story; above all why it is where it is. */
export function Photo({ imageId }: { readonly imageId: string }) {
  return <Loaded query={useStory(imageId)}>{(story) => <Told story={story} />}</Loaded>;
}

function Told({ story }: { readonly story: Story }) {
  return (
    <>
      <Cause story={story} />
      <div className="ops-columns">
        <div className="photo-column">
          <Panel heading={words.photo.picture}>
            <Picture story={story} />
            <Measured measurements={story.image.measurements} />
          </Panel>
          <Panel heading={words.photo.facts}>
            <Facts story={story} />
          </Panel>
        </div>
        <div className="photo-column">
          <Panel heading={words.photo.story}>
            <TimeLine story={story} />
          </Panel>
          <Jobs jobs={story.jobs} />
          <Deliveries deliveries={story.deliveries} />
          <Downloads downloads={story.downloads} />
          <Events events={story.events} />
          <Log log={story.log} image={story.image} />
        </div>
      </div>
    </>
  );
}

function Cause({ story }: { readonly story: Story }) {
  const { kind, said } = causeOf(story, useNow());
  const { title, advice } = words.photo.causes[kind];
  return (
    <section className={`cause cause-${kind}`} aria-label={words.photo.cause}>
      <h2>{title}</h2>
      {said !== "" && <p className="cause-said">{said}</p>}
      {untold(story).map(({ webhookId, url, said }) => (
        <p className="cause-said" key={webhookId}>
          {words.photo.notTold} <a href={href({ section: "webhooks", id: webhookId })}>{url}</a>, {said}
        </p>
      ))}
      <p>{advice}</p>
      <Actions image={story.image} />
    </section>
  );
}

/** Of what is deleted there is no story to come back to. */
function Actions({ image }: { readonly image: Story["image"] }) {
  const [deleted, setDeleted] = useState(false);
  return (
    <ActionButtons
      target={{ named: [namedImage(image)] }}
      onDone={(action) => setDeleted(action === "delete")}
      onClose={() => {
        if (deleted) goInstead({ section: "images" });
      }}
    />
  );
}
