import type { ElevationDenial, ElevationRule, ElevationRules, LentSet } from './domain/elevation-rules';
import { ROLE_SESSION_SECONDS } from './domain/lent-role';
import { type OfferedSet, type RuleFindings, ruleFindings } from './domain/rule-problems';
import { type Select, denialOf, ruleOf } from './elevation-data';
import type { JitElevationProps } from './jit-elevation-props';
import type { PermissionSetData } from '../identity/domain/permission-set-data';
import { selectAccounts } from '../organization/domain/account-selection';
import { compare } from '../organization/domain/order';
import type { Problem } from '../organization/domain/problem';

/** An event to a function holds 256 KiB, and that of an update has the rules twice. */
const MOST_BYTES = 100_000;

/** Policies and denials of an elevation as data, groups still as they were written, with all that is wrong with them. */
export class LentRules {
  public readonly rules: readonly ElevationRule[];
  public readonly denials: readonly ElevationDenial[];
  public readonly securityGroups: readonly string[];
  private readonly offered: readonly PermissionSetData[];
  private readonly unselected: Problem[] = [];

  public constructor(private readonly props: JitElevationProps) {
    const select: Select = (accounts) => {
      const selected = selectAccounts(accounts._selection(), props.organization._directory());
      this.unselected.push(...(selected.kind === 'refused' ? selected.problems : []));
      return selected.kind === 'refused' ? [] : selected.accounts.map((account) => account.id).sort(compare);
    };
    this.rules = props.policies.map((policy) => ruleOf(policy, select));
    this.denials = (props.denials ?? []).map((denial) => denialOf(denial, select));
    this.securityGroups = props.securityGroups ?? [];
    this.offered = props.catalog._sets();
  }

  /** Names or ids of all groups, as they were written. */
  public get groups(): string[] {
    const rules = this.rules.flatMap(({ requesterGroups, stages }) => [requesterGroups, ...stages.map(({ approverGroups }) => approverGroups)]);
    return [...new Set([...rules.flat(), ...this.denials.flatMap(({ groups }) => groups), ...this.securityGroups])].sort(compare);
  }

  /** Accounts outside the management account in which something is lent. */
  public get memberAccountIds(): string[] {
    const all = this.rules.flatMap(({ accountIds }) => accountIds);
    return [...new Set(all)].filter((id) => id !== this.managementAccountId).sort(compare);
  }

  /** Names of sets that are lent in the management account. */
  public get inManagement(): string[] {
    return this.names(this.rules.filter(({ accountIds }) => accountIds.includes(this.managementAccountId)));
  }

  /** Names of sets that are lent elsewhere. */
  public get inMembers(): string[] {
    return this.names(this.rules.filter(({ accountIds }) => accountIds.some((id) => id !== this.managementAccountId)));
  }

  /** Of all sets that could be lent outside a management account that has twins. */
  public get privilegedSetArns(): string[] {
    return this.offered.filter(({ privileged }) => privileged).map(({ name }) => this.props.catalog.permissionSetArns[name]);
  }

  public findings(): RuleFindings {
    const seconds = (sessionMinutes: number) => (this.lendsRoles ? ROLE_SESSION_SECONDS : sessionMinutes * 60);
    const sets = this.offered.map(({ name, privileged, sessionMinutes }): OfferedSet => (
      { name, privileged, sessionSeconds: seconds(sessionMinutes) }));
    const found = ruleFindings(this.rules, this.denials, sets);
    return { warnings: found.warnings, problems: [...this.unselected, ...found.problems, ...this.own()] };
  }

  /** As they are kept: groups and sets by their ids. */
  public inForce(groupId: (group: string) => string): Omit<ElevationRules, 'version'> {
    const ids = (groups: readonly string[]) => groups.map(groupId);
    return {
      rules: this.rules.map((rule) => ({
        ...rule,
        requesterGroups: ids(rule.requesterGroups),
        stages: rule.stages.map((stage) => ({ ...stage, approverGroups: ids(stage.approverGroups) })),
      })),
      denials: this.denials.map((denial) => ({ ...denial, groups: ids(denial.groups) })),
      sets: this.inMembers.map((name) => this.lent(name, this.props.catalog.permissionSetArns[name], name)),
      managementSets: this.inManagement.map((name) => {
        const twin = this.props.catalog._managementName(name);
        // a twin is made in another account: whoever puts the rules in force finds it by its name.
        return this.lent(name, twin === undefined ? this.props.catalog.managementPermissionSetArns[name] : '', twin ?? name);
      }),
      managementAccountId: this.managementAccountId,
      securityGroups: ids(this.securityGroups),
    };
  }

  private own(): Problem[] {
    const { catalog, leases, policies } = this.props;
    const known = (name: string) => this.offered.some((set) => set.name === name);
    // where roles are lent, nothing is lent in the management account, and that is told.
    const missing = this.lendsRoles ? [] : this.inManagement.filter((set) => known(set) && !Object.hasOwn(catalog.managementPermissionSetArns, set));
    const bytes = Buffer.byteLength(JSON.stringify([this.rules, this.denials]));
    return [
      ...(policies.length > 0 ? [] : [{
        code: 'ElevationPoliciesMissing',
        problem: "'policies' is empty; elevation must have at least one policy",
        fix: 'leave elevation out where nobody is lent anything',
      }]),
      ...(catalog._reads(leases.table) ? [] : [{
        code: 'ElevationLeasesUnread',
        problem: 'the drift check of the catalogue does not read the table of `leases`: it would take what is lent for drift, and remove it where it removes',
        fix: 'give the catalogue `drift: { ledgerTable: leases.table }`',
      }]),
      ...missing.map((name) => ({
        code: 'ElevationSetNotInManagement',
        problem: `'${name}' is lent in the management account, and the catalogue makes no twin of it there`,
        fix: "name it in the catalogue's `lentInManagement`, or leave the management account out with `.except(…)`",
      })),
      ...this.securityGroups.filter((group) => group.trim() === '').slice(0, 1).map(() => ({
        code: 'ElevationGroups',
        problem: "'securityGroups' has a blank name among its groups; each is named in 1 to 1024 characters",
        fix: 'name groups of Identity Center as they are called there',
      })),
      ...(bytes <= MOST_BYTES ? [] : [{
        code: 'ElevationRulesSize',
        problem: `policies and denials have ${bytes} bytes together, accounts by their ids; at most ${MOST_BYTES} can be put in force`,
        fix: 'name fewer accounts in fewer policies',
      }]),
    ];
  }

  private lent(permissionSet: string, arn: string, name: string): LentSet {
    return { permissionSet, arn, name, sessionSeconds: this.offered.find((set) => set.name === permissionSet)!.sessionMinutes * 60 };
  }

  private names(rules: readonly ElevationRule[]): string[] {
    return [...new Set(rules.map(({ permissionSet }) => permissionSet))].sort(compare);
  }

  private get lendsRoles(): boolean {
    return this.props.backend?._choice().kind === 'account-access';
  }

  private get managementAccountId(): string {
    return this.props.organization.managementAccount.accountId;
  }
}
