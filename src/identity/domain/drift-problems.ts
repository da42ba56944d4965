import type { RemovalRules } from './undeclared-removal';
import { type Problem, listed } from '../../organization/domain/problem';

/** An alarm over a check that does not come looks back seven days at most, and needs some of that for the check itself. */
const MOST_HOURS = 144;
const MOST_REMOVALS = 100;
const PRINCIPAL_ID = /^([0-9a-f]{10}-)?[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/;

/** What is wrong with how often a check runs and with what it may remove. */
export function driftProblems(everyHours: number, rules: RemovalRules | undefined): Problem[] {
  const problems: Problem[] = [];
  if (!Number.isInteger(everyHours) || everyHours < 1 || everyHours > MOST_HOURS) {
    problems.push({
      code: 'DriftInterval',
      problem: `'every' is ${Number(everyHours.toFixed(2))} hours; it must be a whole number from 1 to ${MOST_HOURS}`,
      fix: 'choose from 1 hour to 6 days; changes and deployments are checked besides',
    });
  }
  if (rules && (!Number.isInteger(rules.atMost) || rules.atMost < 1 || rules.atMost > MOST_REMOVALS)) {
    problems.push({
      code: 'DriftRemovals',
      problem: `'atMost' is ${rules.atMost}; it must be a whole number from 1 to ${MOST_REMOVALS}`,
      fix: 'choose how many assignments may go at once while nobody looks, or UndeclaredAssignments.report() for none',
    });
  }
  const strange = (rules?.protectedPrincipals ?? []).filter((id) => !PRINCIPAL_ID.test(id));
  if (strange.length > 0) {
    problems.push({
      code: 'DriftProtectedPrincipal',
      problem: `'protectedPrincipalIds' names ${listed(strange)}; a group or user is known by its id, and a name would protect nobody`,
      fix: 'copy the id from Identity Center, such as \'d4e8a4f8-10c1-70a2-9e52-0123456789ab\'',
    });
  }
  return problems;
}
