import { useId, useState, type SubmitEvent } from "react";
import { Button } from "../../base/Button";
import { go } from "../place/usePlace";
import { words } from "../strings";
import { queryOf, STATUSES, type Filter } from "./filter";

/** Narrowing is a place of its own, so that it can be kept, sent on and gone back from. */
export function FilterForm({ filter }: { readonly filter: Filter }) {
  const id = useId();
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
      <div className="field">
        <label htmlFor={`${id}-state`}>{words.images.state}</label>
        <select id={`${id}-state`} value={state} onChange={(event) => setState(event.target.value)}>
          <option value="">{words.images.any}</option>
          {STATUSES.map((status) => (
            <option key={status} value={status}>
              {words.statuses[status]}
            </option>
          ))}
        </select>
      </div>
      <Text id={`${id}-owner`} label={words.images.owner} value={owner} onChange={setOwner} />
      <Text id={`${id}-name`} label={words.images.begins} value={name} onChange={setName} />
      <Text id={`${id}-code`} label={words.images.code} value={code} onChange={setCode} />
      <Button type="submit">{words.images.narrow}</Button>
    </form>
  );
}

interface TextProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Text({ id, label, value, onChange }: TextProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} autoComplete="off" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
