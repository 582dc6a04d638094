import { useId, useState, type SubmitEvent } from "react";
import { Button } from "../../base/Button";
import { go, usePlace } from "../place/usePlace";
import { words } from "../strings";

/** On every page: from what a user said to the story of the photo or the download. */
export function Search() {
  const id = useId();
  const { section, query } = usePlace();
  const [text, setText] = useState(section === "find" ? (query["q"] ?? "") : "");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const q = text.trim();
    if (q !== "") go({ section: "find", query: { q } });
  };
  return (
    <form className="ops-search" role="search" onSubmit={submit}>
      <label className="unseen" htmlFor={id}>
        {words.search.label}
      </label>
      <input
        id={id}
        type="search"
        autoComplete="off"
        spellCheck={false}
        placeholder={words.search.hint}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit">{words.search.button}</Button>
    </form>
  );
}
