import type { Problem } from '../../organization/domain/problem';

/** A terabyte is some five dollars. */
export const SCAN_LIMIT = { least: 1, most: 10_000 };
const SET_NAME = /^[\w+=,.@-]{1,32}$/;

export interface ViewBounds {
  readonly scanLimitGigabytes: number;
  readonly readerPermissionSets: readonly string[];
}

/** What is wrong with the bounds and readers of a view. */
export function viewProblems({ scanLimitGigabytes, readerPermissionSets }: ViewBounds): Problem[] {
  const { least, most } = SCAN_LIMIT;
  return [
    ...(Number.isInteger(scanLimitGigabytes) && scanLimitGigabytes >= least && scanLimitGigabytes <= most ? [] : [{
      code: 'ActivityScanLimit',
      problem: `'scanLimitGigabytes' is ${scanLimitGigabytes}; it must be a whole number from ${least} to ${most}`,
      fix: 'choose what one question may read at most, 100 for a few dozen accounts',
    }]),
    ...readerPermissionSets.filter((name) => !SET_NAME.test(name)).map((name) => ({
      code: 'ActivityReaderSet',
      problem: `'readerPermissionSets' names '${name}'; a permission set has 1 to 32 letters, digits and '+=,.@-_'`,
      fix: "name the permission set itself, such as 'SecurityAuditor'",
    })),
  ];
}
