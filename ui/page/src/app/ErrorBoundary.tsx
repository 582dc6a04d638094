import { Component, type ReactNode } from "react";
import { Button } from "../base/Button";
import { words } from "../strings";

/** Where the page itself breaks: nothing is lost by loading it again, so that is what it offers. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(failure: unknown): void {
    console.error("The page broke:", failure);
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <main className="stop">
        <h1>{words.broken.heading}</h1>
        <p role="alert">{words.broken.text}</p>
        <Button look="strong" onClick={() => location.reload()}>
          {words.broken.reload}
        </Button>
      </main>
    );
  }
}
