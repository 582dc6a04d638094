import { useQuery } from "@tanstack/react-query";
import { useMemo, useState, type SubmitEvent } from "react";
import { Button } from "../../base/Button";
import { ChoiceField, TextField } from "../base/Fields";
import { Loaded } from "../base/Loaded";
import { Panel } from "../base/Panel";
import { answer, SLOW_POLL, useOperator } from "../operator/operator";
import { go, usePlace } from "../place/usePlace";
import { words } from "../strings";
import { ErrorTable } from "./ErrorTable";
import { CODES, filterOf, HOURS, KINDS, type Filter } from "./group";
import "./errors.css";

const said = words.errors;
const hours = HOURS.map((value) => [value, words.hours(Number(value))] as const);
const kinds = KINDS.map((kind) => [kind, words.queues.kinds[kind]] as const);
const codes = CODES.map((code) => [code, said.codes[code]] as const);

/** What goes wrong on our side: what is the same is said once, however often it is. */
export function Errors() {
  const { client } = useOperator();
  const { query } = usePlace();
  const filter = useMemo(() => filterOf(query), [query]);
  const errors = useQuery({
    queryKey: ["errors", filter],
    queryFn: ({ signal }) => answer(client.once.GET("/v1/ops/errors", { params: { query: { ...filter } }, signal })),
    refetchInterval: SLOW_POLL,
  });
  return (
    <Panel heading={said.heading}>
      <Narrow key={JSON.stringify(filter)} filter={filter} />
      <Loaded query={errors}>
        {({ items, whole }) => (
          <>
            <ErrorTable groups={items} hours={filter.hours} />
            {!whole && <p className="note">{said.notWhole}</p>}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Narrow({ filter }: { readonly filter: Filter }) {
  const [span, setSpan] = useState(`${filter.hours}`);
  const [kind, setKind] = useState<string>(filter.kind ?? "");
  const [code, setCode] = useState<string>(filter.code ?? "");
  const [q, setQ] = useState(filter.q ?? "");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    go({ section: "errors", query: { hours: span, kind, code, q: q.trim() } });
  };
  return (
    <form className="filter" onSubmit={submit}>
      <ChoiceField label={said.span} value={span} choices={hours} needed onChange={setSpan} />
      <ChoiceField label={said.kind} value={kind} choices={kinds} onChange={setKind} />
      <ChoiceField label={said.code} value={code} choices={codes} onChange={setCode} />
      <TextField label={said.words} value={q} onChange={setQ} />
      <Button type="submit">{said.narrow}</Button>
    </form>
  );
}
