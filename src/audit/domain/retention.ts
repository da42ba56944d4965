import type { Problem } from '../../organization/domain/problem';

/** How long objects in the vault cannot be deleted, and by whom not. */
export interface RetentionData {
  readonly mode: 'COMPLIANCE' | 'GOVERNANCE';
  readonly days: number;
  /** What the author accepted in writing; only in COMPLIANCE mode. */
  readonly acknowledgement?: string;
}

/** Object Lock takes at most a hundred years: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html */
const MOST_DAYS = 36_500;
const MOST_YEARS = 99;

/** Days that are never fewer than so many calendar years: seven years hold one or two leap days, so 2,557 days and not 2,555. */
export function calendarDays(years: number): number {
  return Math.ceil(years * 365.25);
}

export function complianceProblems(years: number, acknowledgement: string): Problem[] {
  const problems: Problem[] = [];
  if (!Number.isInteger(years) || years < 1 || years > MOST_YEARS) {
    problems.push({
      code: 'RetentionYears',
      problem: `WormRetention.compliance is given ${years} years; it must be a whole number from 1 to ${MOST_YEARS}`,
      fix: 'choose the years that the regulator asks for, 7 for most financial records',
    });
  }
  if (acknowledgement.trim() === '') {
    problems.push({
      code: 'RetentionAcknowledgement',
      problem: "'acknowledgement' of WormRetention.compliance is blank; in COMPLIANCE mode nobody, root and AWS Support included, can delete a log before its time",
      fix: 'write in a sentence that this is wanted and who decided it',
    });
  }
  return problems;
}

export function governanceProblems(days: number): Problem[] {
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? [] : [{
    code: 'RetentionDays',
    problem: `WormRetention.governance is given ${days} days; it must be a whole number from 1 to ${MOST_DAYS}`,
    fix: 'choose 30 days to try out, or as long as logs are wanted',
  }];
}
