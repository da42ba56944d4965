/** One word of a POSIX shell: bare where no character means anything, else in single quotes, inside which none does. */
export function word(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;
}

/**
 * The AWS CLI takes such a value for the next option, or for the address of a file or page that holds the value;
 * a terminal acts on control characters, even on those in quotes.
 */
const TAKEN_FOR_SOMETHING_ELSE = /^(-|(fileb?|https?):\/\/)|[\u0000-\u001f]/;

/** Options of the AWS CLI by the API's names of their members; inside JSON every value stands for itself. */
export function options(members: Readonly<Record<string, string>>): string {
  const entries = Object.entries(members);
  const odd = entries.filter(([, value]) => TAKEN_FOR_SOMETHING_ELSE.test(value));
  return [
    ...entries.filter((entry) => !odd.includes(entry)).map(([member, value]) => `--${member.toLowerCase()} ${word(value)}`),
    ...(odd.length > 0 ? [`--cli-input-json ${word(JSON.stringify(Object.fromEntries(odd)))}`] : []),
  ].join(' ');
}
