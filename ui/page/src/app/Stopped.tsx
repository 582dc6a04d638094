import { useId, useState, type SyntheticEvent } from "react";
import { Button } from "../base/Button";
import { words } from "../strings";
import { keepToken } from "./address";
import "./stop.css";

/** Stands for the page where nobody knows who asks. */
export function Stopped() {
  return (
    <main className="stop" id="main">
      <TokenForm />
    </main>
  );
}

function TokenForm() {
  const id = useId();
  const [token, setToken] = useState("");
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    keepToken(token);
    location.reload();
  };
  return (
    <form onSubmit={submit}>
      <h1>{words.token.heading}</h1>
      <p>{words.token.text}</p>
      <label htmlFor={id}>{words.token.label}</label>
      <input
        id={id}
        required
        autoComplete="off"
        spellCheck={false}
        value={token}
        onChange={(event) => setToken(event.target.value)}
      />
      <Button look="strong" type="submit">
        {words.token.submit}
      </Button>
    </form>
  );
}
