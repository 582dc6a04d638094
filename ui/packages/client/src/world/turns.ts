/** One thing after the other, whatever becomes of those before. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined); // whoever began it hears of it; the next one is not concerned
    return mine;
  }
}
