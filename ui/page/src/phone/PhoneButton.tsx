import { lazy, Suspense, useState } from "react";
import { Button } from "../base/Button";
import { Icon } from "../base/Icon";
import { words } from "../strings";
import type { OfferHandover } from "./handover";
import "./phone.css";

const PhoneDialog = lazy(() => import("./PhoneDialog"));

/** Not shown on phones. */
export function PhoneButton({ offer }: { readonly offer: OfferHandover }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="phone">
      <Button onClick={() => setOpen(true)}>
        <Icon name="phone" />
        {words.phone.open}
      </Button>
      {open && (
        <Suspense>
          <PhoneDialog offer={offer} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
