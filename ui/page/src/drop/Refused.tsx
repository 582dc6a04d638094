import type { Added } from "@safelight/client";
import { Button } from "../base/Button";
import { Icon } from "../base/Icon";
import { sayNotice, words } from "../strings";
import "./drop.css";

export type RefusedFile = Extract<Added, { refused: unknown }>;

interface RefusedProps {
  readonly files: readonly RefusedFile[];
  readonly onDismiss: () => void;
  /** Leads to the photo that is there already. */
  readonly onShow: (key: string) => void;
}

/** Files that were not taken at all: they are no photos of ours, so this is where they are said. */
export function Refused({ files, onDismiss, onShow }: RefusedProps) {
  if (files.length === 0) return null;
  return (
    <section className="refused" aria-labelledby="refused-heading">
      <div className="refused-head">
        <h2 id="refused-heading">{words.refused.heading(files.length)}</h2>
        <Button look="quiet" round aria-label={words.refused.dismiss} onClick={onDismiss}>
          <Icon name="close" size={18} />
        </Button>
      </div>
      <ul>
        {files.map((file, index) => (
          <li key={index}>
            <RefusedLine file={file} onShow={onShow} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function RefusedLine({ file: { name, refused, key }, onShow }: { file: RefusedFile; onShow: (key: string) => void }) {
  const { title, advice } = sayNotice(refused);
  return (
    <>
      <p className="refused-name">{name}</p>
      <p>
        {title}. {advice}
      </p>
      {key !== undefined && (
        <Button small onClick={() => onShow(key)}>
          {words.refused.show}
        </Button>
      )}
    </>
  );
}
