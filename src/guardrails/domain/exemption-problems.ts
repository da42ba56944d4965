import { type Selection, selectAccounts } from '../../organization/domain/account-selection';
import type { IdentityCenterPlace } from '../../organization/domain/callers';
import { type DatedException, datedProblems } from '../../organization/domain/days';
import type { Directory } from '../../organization/domain/directory';
import { type Problem, listed } from '../../organization/domain/problem';
import { principalProblems } from '../../organization/domain/role-patterns';
import { OUTSIDER } from '../../policy/domain/claim';

export type ExemptionKind = 'principals' | 'accounts' | 'external accounts';

export interface ExemptionData extends DatedException {
  readonly kind: ExemptionKind;
  /** Role ARN patterns. */
  readonly principals: readonly string[];
  /** Accounts of the organization. */
  readonly accounts?: Selection;
  /** Ids of accounts outside the organization. */
  readonly externalAccounts: readonly string[];
  readonly ticket: string;
}

/** An exemption whose accounts have been looked up. */
export interface ResolvedExemption extends Omit<ExemptionData, 'accounts'> {
  readonly accountIds: readonly string[];
}

/** All that the exemptions of a guardrail name. */
export type Exempt = Pick<ResolvedExemption, 'principals' | 'accountIds' | 'externalAccounts'>;

export function allExempt(exemptions: readonly ResolvedExemption[]): Exempt {
  return {
    principals: exemptions.flatMap(({ principals }) => principals),
    accountIds: exemptions.flatMap(({ accountIds }) => accountIds),
    externalAccounts: exemptions.flatMap(({ externalAccounts }) => externalAccounts),
  };
}

/** The guardrail that is asked to leave something alone. */
export interface ExemptingGuardrail {
  readonly name: string;
  /** What an exemption from it may name. */
  readonly kinds: readonly ExemptionKind[];
}

/** Where the exempt principals and accounts are. */
export interface ExemptionPlace extends IdentityCenterPlace {
  readonly directory: Directory;
}

export function resolveExemption(
  { name, kinds }: ExemptingGuardrail, { accounts, ...exemption }: ExemptionData, place: ExemptionPlace, asOf: string,
): { exemption: ResolvedExemption; problems: Problem[] } {
  const selected = accounts && selectAccounts(accounts, place.directory);
  const accountIds = selected?.kind === 'selected' ? selected.accounts.filter(({ management }) => !management).map(({ id }) => id) : [];
  const resolved = { ...exemption, accountIds };
  const what = `the exemption of ${exemptNames(resolved)} from ${name}`;
  const problems = datedProblems('Exemption', what, exemption, asOf);
  if (exemption.ticket.trim() === '') {
    problems.push({ code: 'ExemptionBlank', problem: `${what} has a blank 'ticket'; it must say something`, fix: 'write down where it was agreed' });
  }
  if (!kinds.includes(exemption.kind)) {
    return { exemption: resolved, problems: [...problems, {
      code: 'ExemptionKind',
      problem: `${what} names ${exemption.kind}; an exemption from it can name ${kinds.join(' or ')}`,
      fix: `use Exemption.${kinds[0] === 'principals' ? 'principals' : 'accounts'}(…), or leave it out`,
    }] };
  }
  return { exemption: resolved, problems: [
    ...problems,
    ...(exemption.kind === 'principals' ? emptyProblems(name, 'principal', exemption.principals) : []),
    ...(exemption.kind === 'external accounts' ? emptyProblems(name, 'account', exemption.externalAccounts) : []),
    ...principalProblems('Exemption', what, exemption.principals, place),
    ...exemption.externalAccounts.filter((id) => !/^\d{12}$/.test(id) || id === OUTSIDER || place.directory.accounts.has(id)).map((id) => ({
      code: 'ExemptionExternal',
      problem: `'${id}' in ${what} is no account outside the organization`,
      fix: `write twelve digits in quotes; accounts of the organization need no exemption, and ${OUTSIDER} is AWS's example, which stands for outsiders here`,
    })),
    ...(selected?.kind === 'refused' ? selected.problems : []),
    ...(selected?.kind === 'selected' ? coverageProblems(name, what, accountIds, place.directory) : []),
  ] };
}

function emptyProblems(guardrail: string, what: string, names: readonly string[]): Problem[] {
  return names.length > 0 ? [] : [{ code: 'ExemptionEmpty', problem: `an exemption from ${guardrail} names no ${what}`, fix: 'name one, or remove the exemption' }];
}

/** An exemption of everybody is no exemption, and one of the management account exempts from nothing. */
function coverageProblems(name: string, what: string, accountIds: readonly string[], { accounts }: Directory): Problem[] {
  if (accountIds.length === 0) {
    return [{ code: 'ExemptionNeedless', problem: `an exemption from ${name} names only the management account, which no policy binds`, fix: 'remove the exemption' }];
  }
  const members = [...accounts.values()].filter(({ active, management }) => active && !management);
  return members.every(({ id }) => accountIds.includes(id)) ? [{
    code: 'ExemptionTooBroad', problem: `${what} names every member account`, fix: 'name the accounts that need it, or put the units in an earlier stage of the rollout',
  }] : [];
}

/** Whom an exemption names, for a message. */
export function exemptNames({ principals, accountIds, externalAccounts }: Exempt): string {
  return listed([...principals, ...accountIds, ...externalAccounts], 'nobody');
}
