import { useId } from "react";
import { words } from "../strings";

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextField({ label, value, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} autoComplete="off" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}

interface ChoiceFieldProps extends FieldProps {
  /** Each with the word for it; nothing chosen is any of them. */
  readonly choices: readonly (readonly [value: string, word: string])[];
  /** Where one must be chosen. */
  readonly needed?: boolean;
}

export function ChoiceField({ label, value, choices, needed = false, onChange }: ChoiceFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {!needed && <option value="">{words.any}</option>}
        {choices.map(([choice, word]) => (
          <option key={choice} value={choice}>
            {word}
          </option>
        ))}
      </select>
    </div>
  );
}
