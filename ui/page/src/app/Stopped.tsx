import type { Notice } from "@safelight/client";
import { useId, useState, type SyntheticEvent } from "react";
import { Button } from "../base/Button";
import { sayNotice, words } from "../strings";
import { keepToken } from "./address";

/** Stands for the page where nothing can be loaded at all. */
export function Stopped({ notice }: { readonly notice: Notice }) {
  return (
    <main className="stop" id="main">
      {notice.code === "UNAUTHORIZED" ? <TokenForm /> : <Trouble notice={notice} />}
    </main>
  );
}

function Trouble({ notice }: { readonly notice: Notice }) {
  const { title, advice } = sayNotice(notice);
  return (
    <>
      <h1>{words.trouble.heading}</h1>
      <p role="alert">
        {title}. {advice}
      </p>
      <Button look="strong" onClick={() => location.reload()}>
        {words.trouble.retry}
      </Button>
    </>
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
