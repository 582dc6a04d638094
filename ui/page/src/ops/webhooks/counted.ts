import { count } from "../strings";

/** The server counts up to here. */
const MOST = 1_000;

export const upTo = (value: number) => (value >= MOST ? `${count(value)}+` : count(value));

export const SPANS = ["1", "6", "24", "168"] as const;

const HOUR = 3_600_000;

export const since = (hours: number, now = Date.now()) => new Date(now - hours * HOUR).toISOString();
