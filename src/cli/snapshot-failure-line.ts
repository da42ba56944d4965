import { SNAPSHOT_CALLS } from '../organization/runtime/snapshot-calls';
import { ReadFailure, SnapshotRefused } from '../organization/runtime/snapshot-failures';

function hintFor({ kind, call }: ReadFailure): string | undefined {
  switch (kind) {
    case 'credentials': return 'sign in first, or set AWS_PROFILE';
    case 'denied':
      return `'zero-trust snapshot${SNAPSHOT_CALLS[call].access ? ' --access' : ''} --print-policy' shows what the command needs, in the management account or a delegated administrator's`;
    case 'throttled': return 'try a smaller --calls-per-second';
    default: return undefined;
  }
}

/** A failure in one line: what went wrong, what may help, and how to go on. */
export function failureLine(error: unknown, howToGoOn?: string): string {
  if (error instanceof SnapshotRefused) {
    return error.message;
  }
  const message = error instanceof Error ? error.message.replace(/\s+/g, ' ').trim() : String(error);
  const hint = error instanceof ReadFailure ? hintFor(error) : undefined;
  return [message, hint, howToGoOn].filter((part) => part !== undefined).map((part) => part.replace(/\.$/, '')).join('; ');
}
