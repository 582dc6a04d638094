import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type SubmitEvent } from "react";
import { Button } from "../../base/Button";
import { Dialog } from "../../base/Dialog";
import { freshKey } from "../operator/key";
import { words } from "../strings";
import { Trouble } from "./Trouble";
import "./confirm.css";

export interface Wish {
  readonly heading: string;
  /** What will happen, and to how many. */
  readonly text: string;
  readonly button: string;
  /** Whether the audit wants to know why. */
  readonly asksWhy?: boolean;
  /** @param key the same for every try, so that trying again after a lost answer does it once */
  readonly act: (why: string, key: string) => Promise<string>;
}

interface ConfirmProps {
  readonly wish: Wish;
  readonly onClose: () => void;
}

/** Nothing is changed without this: it says what would be, asks why, and stays until it is known what became of it. */
export function Confirm({ wish, onClose }: ConfirmProps) {
  const [key] = useState(freshKey);
  const [why, setWhy] = useState("");
  const known = useQueryClient();
  const doing = useMutation({
    mutationFn: () => wish.act(why.trim(), key),
    onSettled: () => known.invalidateQueries(),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!doing.isPending) doing.mutate();
  };
  return (
    <Dialog heading={wish.heading} onClose={onClose}>
      {doing.isSuccess ? (
        <div className="confirm">
          <p role="status">{doing.data}</p>
          <Button look="strong" autoFocus onClick={onClose}>
            {words.confirm.done}
          </Button>
        </div>
      ) : (
        <form className="confirm" onSubmit={submit}>
          <p>{wish.text}</p>
          {wish.asksWhy && <Why value={why} onChange={setWhy} />}
          {doing.error && <Trouble failure={doing.error} />}
          <div className="row-actions">
            <Button look="strong" type="submit" disabled={doing.isPending}>
              {doing.isPending ? words.confirm.doing : wish.button}
            </Button>
            <Button onClick={onClose}>{words.confirm.leave}</Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

function Why({ value, onChange }: { readonly value: string; readonly onChange: (why: string) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{words.confirm.why}</label>
      <textarea
        id={id}
        required
        rows={2}
        maxLength={500}
        value={value}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p className="note" id={`${id}-note`}>
        {words.confirm.whyNote}
      </p>
    </div>
  );
}
