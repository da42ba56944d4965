import type { PermissionSetData } from './permission-set-data';
import { permissionSetProblems } from './permission-set-problems';
import { type Selection, describeSelection, selectAccounts } from '../../organization/domain/account-selection';
import { type DatedException, asOfProblems, datedProblems, expiresSoon } from '../../organization/domain/days';
import { type AccountPlace, type Directory } from '../../organization/domain/directory';
import { didYouMean } from '../../organization/domain/near-misses';
import { compare } from '../../organization/domain/order';
import { type Problem, listed } from '../../organization/domain/problem';
import type { QuotaValues } from '../../organization/domain/quota-data';

/** A rule as data: this group gets this set in these accounts. */
export interface RuleData {
  /** Name or id of the group. */
  readonly group: string;
  readonly permissionSet: string;
  readonly accounts: Selection;
  readonly standing?: DatedException;
}

/** One cell of the matrix. */
export interface Assignment {
  readonly group: string;
  readonly permissionSet: string;
  readonly account: AccountPlace;
  /** The first rule that gives it; `overlaps` has those that give it again. */
  readonly rule: RuleData;
}

export interface AccessModel {
  readonly permissionSets: readonly PermissionSetData[];
  readonly rules: readonly RuleData[];
}

export interface AccessMatrix {
  /** By group, set and account id; each cell once. */
  readonly assignments: readonly Assignment[];
  /** Rules that carry a standing exception, with the accounts they reach. */
  readonly standing: readonly { readonly rule: RuleData; readonly accounts: readonly AccountPlace[] }[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly { readonly id: string; readonly message: string }[];
}

/** DisplayName of https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_CreateGroup.html, without line breaks; lone surrogates are no text. */
const GROUP = /^[^\p{Cc}\p{Cs}]{1,1024}$/u;

/** Rules × organization → who holds what where, or everything that is wrong with the rules. */
export function accessMatrix(model: AccessModel, directory: Directory, quotas: QuotaValues, asOf: string): AccessMatrix {
  const sets = new Map(model.permissionSets.map((set) => [set.name, set]));
  const problems: Problem[] = [
    ...asOfProblems(asOf),
    ...model.permissionSets.flatMap((set) => permissionSetProblems(set, quotas)),
    ...duplicateSets(model.permissionSets),
  ];
  const warnings: { id: string; message: string }[] = [];
  // one map for each group and set: a key of texts for each of 40,000 cells would cost more than all the rest.
  const cells = new Map<string, Map<AccountPlace, Assignment>>();
  const standing: { rule: RuleData; accounts: readonly AccountPlace[] }[] = [];
  model.rules.forEach((rule, index) => {
    const label = () => ruleLabel(rule, index);
    problems.push(...ruleProblems(rule, label, sets, asOf));
    const selected = selectAccounts(rule.accounts, directory);
    if (selected.kind === 'refused') {
      problems.push(...selected.problems.map((problem) => ({ ...problem, problem: `${label()}: ${problem.problem}` })));
      return;
    }
    if (rule.standing) {
      standing.push({ rule, accounts: selected.accounts });
      if (expiresSoon(rule.standing, asOf)) {
        warnings.push({ id: 'standing-exception-expires', message: `The standing exception of ${label()} expires on ${rule.standing.expires} (owner: ${rule.standing.owner}).` });
      }
    }
    const holding = heldBy(rule, cells);
    const again: AccountPlace[] = [];
    for (const account of selected.accounts) {
      if (holding.has(account)) {
        again.push(account);
      } else {
        holding.set(account, { group: rule.group, permissionSet: rule.permissionSet, account, rule });
      }
    }
    if (again.length > 0) {
      warnings.push({ id: 'rules-overlap', message: overlapMessage(label(), again, holding, model.rules) });
    }
  });
  const assignments = [...cells.values()].flatMap((holding) => [...holding.values()]).sort((a, b) =>
    compare(a.group, b.group) || compare(a.permissionSet, b.permissionSet) || compare(a.account.id, b.account.id));
  return {
    assignments,
    standing,
    problems: [...problems, ...spellingProblems(model.rules), ...crowdProblems(assignments, quotas)],
    warnings: [...warnings, ...idleWarnings(model), ...lonelyWarnings(assignments, directory)],
  };
}

function heldBy({ group, permissionSet }: RuleData, cells: Map<string, Map<AccountPlace, Assignment>>): Map<AccountPlace, Assignment> {
  // Identity Center does not tell upper and lower case of group names apart.
  const key = JSON.stringify([group.toLowerCase(), permissionSet]);
  const holding = cells.get(key) ?? new Map<AccountPlace, Assignment>();
  cells.set(key, holding);
  return holding;
}

function overlapMessage(
  label: string, again: readonly AccountPlace[], holding: ReadonlyMap<AccountPlace, Assignment>, rules: readonly RuleData[],
): string {
  const first = [...new Set(again.map((account) => rules.indexOf(holding.get(account)!.rule) + 1))];
  return `What ${label} gives in ${listed(again.map(({ name }) => name))} is given by ${first.length === 1 ? 'rule' : 'rules'} ${first.join(', ')} already; it is assigned once.`;
}

function ruleLabel(rule: RuleData, index: number): string {
  return `rule ${index + 1} ('${rule.group}' gets '${rule.permissionSet}' in ${describeSelection(rule.accounts)})`;
}

function ruleProblems(rule: RuleData, label: () => string, sets: ReadonlyMap<string, PermissionSetData>, asOf: string): Problem[] {
  const problems: Problem[] = [];
  const set = sets.get(rule.permissionSet);
  if (rule.group.trim() !== rule.group || !GROUP.test(rule.group)) {
    problems.push({
      code: 'RuleGroup',
      problem: `${label()} names a group of ${rule.group.length} characters; it must have 1 to 1024, no control characters, and no blanks around it`,
      fix: 'write the display name of the group as Identity Center shows it, or its id',
    });
  }
  if (!set) {
    problems.push({
      code: 'RuleSetUnknown',
      problem: `${label()} names a permission set that is not among the ${sets.size} of 'permissionSets'`,
      fix: didYouMean(rule.permissionSet, [...sets.keys()]),
    });
  } else if (set.privileged && !rule.standing) {
    problems.push({
      code: 'StandingPrivileged',
      problem: `${label()} would hold a privileged set permanently; privileged sets are held for a limited time`,
      fix: 'remove the rule, or give it `standing: { reason, owner, expires }`, which the report will show',
    });
  } else if (!set.privileged && rule.standing) {
    problems.push({
      code: 'StandingNeedless',
      problem: `${label()} carries a standing exception, but '${set.name}' is not privileged`,
      fix: 'remove `standing`, or mark the set as privileged',
    });
  }
  return rule.standing ? [...problems, ...datedProblems('StandingException', `the standing exception of ${label()}`, rule.standing, asOf)] : problems;
}

/** Identity Center does not tell upper and lower case apart; which spelling stands in the template would hang on the order of the rules. */
function spellingProblems(rules: readonly RuleData[]): Problem[] {
  const spellings = new Map<string, Set<string>>();
  for (const { group } of rules) {
    const folded = group.toLowerCase();
    spellings.set(folded, (spellings.get(folded) ?? new Set()).add(group));
  }
  return [...spellings.values()].filter(({ size }) => size > 1).map((names) => ({
    code: 'RuleGroupSpelling',
    problem: `the rules spell one group ${listed([...names].sort())}; Identity Center takes these for the same group`,
    fix: 'write it one way, as Identity Center shows it',
  }));
}

function duplicateSets(sets: readonly PermissionSetData[]): Problem[] {
  // Identity Center compares names without regard to case.
  const folded = sets.map(({ name }) => name.toLowerCase());
  const twice = sets.filter((set, index) => folded.indexOf(set.name.toLowerCase()) !== index);
  return twice.map(({ name }) => ({
    code: 'PermissionSetTwice',
    problem: `two permission sets are called '${name}'; names are unique, upper and lower case alike`,
    fix: 'rename or remove one',
  }));
}

function crowdProblems(assignments: readonly Assignment[], quotas: QuotaValues): Problem[] {
  const groups = new Map<AccountPlace, Map<string, number>>();
  for (const { permissionSet, account } of assignments) {
    const ofAccount = groups.get(account) ?? new Map<string, number>();
    ofAccount.set(permissionSet, (ofAccount.get(permissionSet) ?? 0) + 1);
    groups.set(account, ofAccount);
  }
  return [
    ...[...groups].flatMap(([account, sets]) => [...sets].filter(([, count]) => count > quotas.groupsPerSetAndAccount).map(([name, count]) => ({
      code: 'GroupsPerSetAndAccount',
      problem: `${count} groups get '${name}' in '${account.name}' (${account.id}); Identity Center allows ${quotas.groupsPerSetAndAccount}`,
      fix: 'join groups in the identity provider',
    }))),
    ...[...groups].filter(([, sets]) => sets.size > quotas.permissionSetsPerAccount).map(([account, sets]) => ({
      code: 'SetsPerAccount',
      problem: `${sets.size} permission sets reach '${account.name}' (${account.id}); Identity Center provisions ${quotas.permissionSetsPerAccount} to one account`,
      fix: 'join sets that differ little',
    })),
  ];
}

function idleWarnings({ permissionSets, rules }: AccessModel): { id: string; message: string }[] {
  const used = new Set(rules.map(({ permissionSet }) => permissionSet));
  const idle = permissionSets.filter(({ name, privileged }) => !used.has(name) && !privileged).map(({ name }) => name);
  return idle.length === 0 ? [] : [{ id: 'permission-sets-idle', message: `No rule uses the permission sets ${listed(idle)}; they are created and held by nobody.` }];
}

/** Who set up an account without anybody in it either forgot a rule or no longer needs the account. */
function lonelyWarnings(assignments: readonly Assignment[], { accounts }: Directory): { id: string; message: string }[] {
  const reached = new Set(assignments.map(({ account }) => account));
  const lonely = [...accounts.values()].filter((account) => account.active && !account.management && !reached.has(account)).map(({ name }) => name);
  // a catalogue without any rule is one of sets to lend: that it reaches nobody says nothing new.
  return lonely.length === 0 || reached.size === 0 ? [] : [{ id: 'accounts-unreached', message: `No rule reaches ${listed(lonely)}: nobody can sign in there through Identity Center.` }];
}
