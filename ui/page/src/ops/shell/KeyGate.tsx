import { createClient, Problem } from "@safelight/client";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useId, useMemo, useState, type SubmitEvent, type ReactNode } from "react";
import { Button } from "../../base/Button";
import { operatorKey } from "../operator/key";
import { OperatorContext, type Operator } from "../operator/operator";
import { words } from "../strings";
import { Brand } from "./Brand";

interface Session extends Operator {
  readonly known: QueryClient;
}

/** Asks for the key where there is none, or it is not accepted any more. */
export function KeyGate({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState("");
  const [key, setKey] = useState(operatorKey.read);
  const session = useMemo(() => {
    const leave = (why: string) => {
      operatorKey.forget();
      setSaid(why);
      setKey(undefined);
    };
    return key === undefined ? undefined : open(key, leave);
  }, [key]);
  const enter = async (given: string) => {
    const refusal = await refusalOf(given);
    setSaid(refusal);
    if (refusal !== "") return;
    operatorKey.keep(given);
    setKey(given);
  };
  if (!session) return <KeyForm said={said} onEnter={enter} />;
  return (
    <OperatorContext value={session}>
      <QueryClientProvider client={session.known}>{children}</QueryClientProvider>
    </OperatorContext>
  );
}

function open(key: string, leave: (why: string) => void): Session {
  return {
    client: createClient({ token: key }),
    leave: () => leave(""),
    known: memory(() => leave(words.key.ended)),
  };
}

/** What the server has said; asked for again by the clock and not by each trouble, which is shown instead. */
function memory(onRefused: () => void): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: 1_000 }, mutations: { retry: false } },
    queryCache: new QueryCache({
      onError: (failure) => {
        if (failure instanceof Problem && failure.status === 401) onRefused();
      },
    }),
  });
}

/** Empty where the key is accepted. */
async function refusalOf(key: string): Promise<string> {
  try {
    await createClient({ token: key }).once.GET("/v1/ops/queues");
    return "";
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    if (failure.status === 0) return words.key.unreachable;
    if (failure.code === "OPERATORS_DISABLED") return words.key.disabled;
    // Whoever may come in but finds something broken is shown what is broken.
    return failure.status === 401 || failure.status === 403 ? words.key.wrong : "";
  }
}

interface KeyFormProps {
  readonly said: string;
  readonly onEnter: (key: string) => Promise<void>;
}

function KeyForm({ said, onEnter }: KeyFormProps) {
  const id = useId();
  const [key, setKey] = useState("");
  const [checking, setChecking] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (checking) return;
    setChecking(true);
    void onEnter(key.trim()).finally(() => setChecking(false));
  };
  return (
    <>
      <header className="ops-header">
        <Brand />
      </header>
      <main className="key-gate">
        <h1>{words.key.heading}</h1>
        <p>{words.key.text}</p>
        <form className="confirm" onSubmit={submit}>
          <div className="field">
            <label htmlFor={id}>{words.key.label}</label>
            <input
              id={id}
              type="password"
              autoComplete="off"
              autoFocus
              required
              value={key}
              aria-invalid={said !== ""}
              aria-describedby={`${id}-said`}
              onChange={(event) => setKey(event.target.value)}
            />
            <p className="key-said" id={`${id}-said`} role="alert">
              {said}
            </p>
          </div>
          <Button look="strong" type="submit" disabled={checking}>
            {checking ? words.key.checking : words.key.button}
          </Button>
        </form>
      </main>
    </>
  );
}
