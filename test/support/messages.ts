/** The message of the error that something throws; fails the test when it throws none. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

/** The codes in a message, in order; a synth puts the path of the construct before the first. */
export function codes(message: string): string[] {
  return [...message.matchAll(/^(?:\s*\[[^\]]*\] )?\[([A-Z]\w+)\]/gm)].map(([, code]) => code);
}
