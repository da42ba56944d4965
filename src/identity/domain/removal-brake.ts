import type { RemovedCell } from './access-difference';

/** How many removals pass without a question. */
export interface BrakeLimits {
  readonly most: number;
  /** What to do when it is more: whoever set the limit knows how to raise it. */
  readonly advice: string;
}

const NAMED = 5;

/** Why so many removals are refused; undefined when they may go on. */
export function brake(removed: readonly RemovedCell[], total: number, limits: BrakeLimits): string | undefined {
  if (removed.length <= limits.most) {
    return undefined;
  }
  const first = removed.slice(0, NAMED).map(({ group, permissionSet, account }) => `'${shortened(group)}' would lose '${permissionSet}' in ${shortened(account)}`);
  const more = removed.length > NAMED ? ` and ${removed.length - NAMED} more` : '';
  return `${removed.length} of ${total} assignments would be removed; ${limits.most} may be without a question. ${first.join(', ')}${more}. Nothing was changed. ${limits.advice}`;
}

/** An answer to CloudFormation holds 4,096 bytes. */
function shortened(name: string): string {
  return name.length > 64 ? `${name.slice(0, 63)}…` : name;
}
