import type { Schemas } from "@safelight/client";
import { useMutation } from "@tanstack/react-query";
import { useId, useState, type SubmitEvent } from "react";
import { Button } from "../../base/Button";
import { Panel } from "../base/Panel";
import { Trouble } from "../base/Trouble";
import { answer, useOperator } from "../operator/operator";
import { words } from "../strings";
import { LIMITS, request, type Limit } from "./limits";
import { Outcome } from "./Outcome";

type Rules = Schemas["Policy"]["rules"];

const nowOf = (rules: Rules, { code }: Limit) => rules.find((rule) => rule.code === code);

/** "What would a sharpness of 90 have rejected last week?" */
export function DryRun({ rules }: { readonly rules: Rules }) {
  const id = useId();
  const { client } = useOperator();
  const offered = LIMITS.filter((limit) => nowOf(rules, limit));
  const [name, setName] = useState(offered[0]?.name ?? "");
  const [value, setValue] = useState("");
  const [days, setDays] = useState("7");
  const limit = offered.find((one) => one.name === name);
  const rule = limit && nowOf(rules, limit);
  const trial = useMutation({
    mutationFn: (body: Schemas["DryRunRequest"]) => answer(client.api.POST("/v1/policy/dry-run", { body })),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (limit && !trial.isPending) trial.mutate(request(limit, Number(value), Number(days)));
  };
  return (
    <Panel heading={words.policy.try}>
      <form className="confirm" onSubmit={submit}>
        <p className="note">{words.policy.tryText}</p>
        <div className="field">
          <label htmlFor={`${id}-limit`}>{words.policy.which}</label>
          <select id={`${id}-limit`} value={name} onChange={(event) => setName(event.target.value)}>
            {offered.map((one) => (
              <option key={one.name} value={one.name}>
                {`${nowOf(rules, one)?.title ?? ""} (${one.name})`}
              </option>
            ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-value`}>{words.policy.value}</label>
          <input
            id={`${id}-value`}
            type="number"
            step="any"
            min="0"
            required
            value={value}
            aria-describedby={`${id}-now`}
            onChange={(event) => setValue(event.target.value)}
          />
          <p className="note" id={`${id}-now`}>
            {rule && words.policy.now(`${rule.comparison ?? ""} ${rule.limit ?? ""} ${rule.unit}`)}
          </p>
        </div>
        <div className="field">
          <label htmlFor={`${id}-days`}>{words.policy.span}</label>
          <select id={`${id}-days`} value={days} onChange={(event) => setDays(event.target.value)}>
            {Object.entries(words.policy.spans).map(([each, said]) => (
              <option key={each} value={each}>
                {said}
              </option>
            ))}
          </select>
        </div>
        <Button look="strong" type="submit" disabled={trial.isPending}>
          {trial.isPending ? words.policy.running : words.policy.run}
        </Button>
      </form>
      {trial.error && <Trouble failure={trial.error} />}
      {trial.data && <Outcome reply={trial.data} />}
    </Panel>
  );
}
