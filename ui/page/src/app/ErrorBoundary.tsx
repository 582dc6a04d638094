import { Component, type ReactNode } from "react";
import { Button } from "../base/Button";
import { Feedback } from "../report/Feedback";
import type { Reference, Reports } from "../report/reports";
import { words } from "../strings";
import "./stop.css";

interface ErrorBoundaryProps {
  /** Who is told; nobody when it is left out. */
  readonly reports?: Reports;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly broken: boolean;
  readonly reference?: Reference;
  readonly commenting?: boolean;
}

/** Where the page itself breaks: nothing is lost by loading it again, so that is what it offers. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(failure: unknown): void {
    console.error("The page broke:", failure);
    void this.props.reports?.tell(failure, "boundary").then((reference) => this.setState({ reference }));
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    const { reference, commenting = false } = this.state;
    const number = reference?.report ?? reference?.traceId;
    return (
      <main className="stop">
        <h1>{words.broken.heading}</h1>
        <p role="alert">{words.broken.text}</p>
        {number !== undefined && (
          <p>
            {words.broken.reference} <code>{number}</code>
          </p>
        )}
        <div className="stop-actions">
          <Button look="strong" onClick={() => location.reload()}>
            {words.broken.reload}
          </Button>
          {reference?.report !== undefined && (
            <Button onClick={() => this.setState({ commenting: true })}>{words.broken.feedback.heading}</Button>
          )}
        </div>
        {commenting && (
          <Feedback send={(text) => this.#comment(text)} onClose={() => this.setState({ commenting: false })} />
        )}
      </main>
    );
  }

  #comment(text: string): Promise<boolean> {
    const { reports } = this.props;
    const report = this.state.reference?.report;
    return reports === undefined || report === undefined ? Promise.resolve(false) : reports.comment(report, text);
  }
}
