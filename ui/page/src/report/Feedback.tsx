import { useId, useState, type SyntheticEvent } from "react";
import { Button } from "../base/Button";
import { Dialog } from "../base/Dialog";
import { words } from "../strings";
import "./feedback.css";

interface FeedbackProps {
  /** Resolves to whether it is on its way. */
  readonly send: (text: string) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Asks what happened; who it was that says so is not asked. */
export function Feedback({ send, onClose }: FeedbackProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [state, setState] = useState<"open" | "sending" | "sent" | "failed">("open");
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setState("sending");
    void send(text.trim()).then((sent) => setState(sent ? "sent" : "failed"));
  };
  return (
    <Dialog heading={words.broken.feedback.heading} onClose={onClose}>
      {state === "sent" ? (
        <div className="feedback">
          <p role="status">{words.broken.feedback.thanks}</p>
          <Button onClick={onClose}>{words.close}</Button>
        </div>
      ) : (
        <form className="feedback" onSubmit={submit}>
          <label htmlFor={id}>{words.broken.feedback.label}</label>
          <textarea
            id={id}
            required
            autoFocus
            rows={5}
            maxLength={2000}
            aria-describedby={`${id}-hint`}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <p id={`${id}-hint`}>{words.broken.feedback.hint}</p>
          {state === "failed" && <p role="alert">{words.broken.feedback.failed}</p>}
          <Button look="strong" type="submit" disabled={state === "sending" || text.trim() === ""}>
            {words.broken.feedback.send}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
