/** So many seconds from now, as the server says times. */
export const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

export const id = (number: number) => `019b7d2e-0000-7000-8000-${String(number).padStart(12, "0")}`;

export const traceId = (number: number) => String(number).padStart(32, "a");
