import { lazy, Suspense, useEffect, useState } from "react";
import { Button } from "../base/Button";
import { Icon } from "../base/Icon";
import { words } from "../strings";
import { askForHandover, type Handover } from "./handover";
import "./phone.css";

const PhoneDialog = lazy(() => import("./PhoneDialog"));

/** Not on phones, and not where there is nothing to hand over: whether there is, is asked once at the beginning. */
export function PhoneButton({ setId }: { readonly setId: string }) {
  const [first, setFirst] = useState<Handover>();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (matchMedia("(pointer: coarse)").matches) return;
    const stop = new AbortController();
    askForHandover(setId, stop.signal).then(
      (answer) => answer !== "not here" && setFirst(answer),
      (failure: unknown) => {
        if (!stop.signal.aborted) console.warn("Continuing on a phone is not offered:", failure);
      },
    );
    return () => stop.abort();
  }, [setId]);
  if (!first) return null;
  return (
    <div className="phone">
      <Button onClick={() => setOpen(true)}>
        <Icon name="phone" />
        {words.phone.open}
      </Button>
      {open && (
        <Suspense>
          <PhoneDialog setId={setId} first={first} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
