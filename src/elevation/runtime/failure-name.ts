/** What failed and where in the code, without its message, in which anything may stand. */
export function failureName(error: unknown): string {
  const { name = 'Error', stack = '' } = error as Partial<Error>;
  return [name, ...stack.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('at ')).slice(0, 5)].join(' ');
}
