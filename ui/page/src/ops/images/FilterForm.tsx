import { useState, type SubmitEvent } from "react";
import { Button } from "../../base/Button";
import { ChoiceField, TextField } from "../base/Fields";
import { go } from "../place/usePlace";
import { words } from "../strings";
import { queryOf, STATUSES, type Filter } from "./filter";

const states = STATUSES.map((status) => [status, words.statuses[status]] as const);

/** Narrowing is a place of its own, so that it can be kept, sent on and gone back from. */
export function FilterForm({ filter }: { readonly filter: Filter }) {
  const [state, setState] = useState(filter.state ?? "");
  const [owner, setOwner] = useState(filter.owner ?? "");
  const [name, setName] = useState(filter.q ?? "");
  const [code, setCode] = useState(filter.code ?? "");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = STATUSES.find((status) => status === state);
    const query = { owner: owner.trim(), q: name.trim(), code: code.trim() };
    go({ section: "images", query: { ...query, ...queryOf(chosen ? { state: chosen } : {}) } });
  };
  return (
    <form className="filter" onSubmit={submit}>
      <ChoiceField label={words.images.state} value={state} choices={states} onChange={setState} />
      <TextField label={words.images.owner} value={owner} onChange={setOwner} />
      <TextField label={words.images.begins} value={name} onChange={setName} />
      <TextField label={words.images.code} value={code} onChange={setCode} />
      <Button type="submit">{words.images.narrow}</Button>
    </form>
  );
}
