/** The message of the error that something throws; fails the test when it throws none. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

/** The codes in a message, in order. */
export function codes(message: string): string[] {
  return [...message.matchAll(/^\[(\w+)\]/gm)].map(([, code]) => code);
}
