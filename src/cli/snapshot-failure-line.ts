import { ReadFailure, SnapshotRefused } from '../organization/runtime/snapshot-failures';

const HINTS: { readonly [kind: string]: string } = {
  credentials: 'sign in first, or set AWS_PROFILE',
  denied: "'zero-trust snapshot --print-policy' shows what the command needs, in the management account or a delegated administrator's",
  throttled: 'try a smaller --calls-per-second',
};

/** A failure in one line: what went wrong, what may help, and how to go on. */
export function failureLine(error: unknown, howToGoOn?: string): string {
  if (error instanceof SnapshotRefused) {
    return error.message;
  }
  const message = error instanceof Error ? error.message.replace(/\s+/g, ' ').trim() : String(error);
  const hint = error instanceof ReadFailure ? HINTS[error.kind] : undefined;
  return [message, hint, howToGoOn].filter((part) => part !== undefined).map((part) => part.replace(/\.$/, '')).join('; ');
}
