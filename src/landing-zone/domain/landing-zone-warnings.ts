import type { AccountRoles } from './account-roles';
import type { Delegation } from './delegated-administrators';
import { daysBetween } from '../../organization/domain/days';
import type { AccountPlace } from '../../organization/domain/directory';
import { listed } from '../../organization/domain/problem';

export interface WarningFacts {
  readonly roles: AccountRoles;
  readonly accounts: readonly AccountPlace[];
  /** Ids of the places guardrails are attached to. */
  readonly boundTargets: readonly string[];
  /** Ids of an account and everything above it. */
  readonly chainOf: (accountId: string) => readonly string[];
  /** Who administers what once all is deployed. */
  readonly delegations: readonly Delegation[];
  readonly homeRegion: string;
  /** Regions that no account can switch off. */
  readonly alwaysOn: readonly string[];
  /** Id of the account that is registered for CloudTrail in the snapshot. */
  readonly trailAdministrator?: string;
  /** Names of privileged sets, and of sets that a rule or a policy of elevation gives to somebody. */
  readonly privilegedSets: readonly string[];
  readonly reachableSets: readonly string[];
  readonly takenAt: string;
  readonly asOf: string;
}

/** A snapshot older than this many days may describe another organization than the one that is deployed to. */
const SNAPSHOT_DAYS = 30;

/** What is legal and unwise about a landing zone as a whole. */
export function landingZoneWarnings(facts: WarningFacts): { id: string; message: string }[] {
  const { roles, accounts } = facts;
  const warnings: { id: string; message: string }[] = [];
  if (roles.logArchive.id === roles.audit.id) {
    warnings.push({
      id: 'separation-of-duties',
      message: `'${roles.audit.name}' (${roles.audit.id}) is audit account and log archive at once: whoever administers it reads the evidence and keeps it; two accounts separate these duties.`,
    });
  }
  if (roles.identity.management) {
    warnings.push({
      id: 'identity-in-management',
      message: `Identity Center is administered from the management account '${roles.identity.name}', which no guardrail binds; delegate it to a member account.`,
    });
  }
  const administrator = accounts.find(({ id }) => id === facts.trailAdministrator);
  if (administrator && administrator.id !== roles.audit.id) {
    warnings.push({
      id: 'trail-administrator-other',
      message: `CloudTrail is administered from '${administrator.name}' (${administrator.id}) and not from the audit account; whoever administers that account can change the trail unless a guardrail binds it.`,
    });
  }
  if (!facts.delegations.some(({ account }) => account === roles.audit.id)) {
    warnings.push({
      id: 'audit-administers-nothing',
      message: `'${roles.audit.name}' (${roles.audit.id}) administers no service of the organization, so that it may not list accounts: verification of the trail fails there. `
        + 'Ask for `securityPosture`, or deregister another administrator of CloudTrail or AWS Config and take the snapshot again.',
    });
  }
  if (!facts.alwaysOn.includes(facts.homeRegion)) {
    warnings.push({
      id: 'home-region-opt-in',
      message: `The home Region ${facts.homeRegion} is one that each account has to switch on; StackSets bring detections, and AWS Config if it is asked for, to every account there, and the deployment fails at an account that has not.`,
    });
  }
  const bound = (id: string) => facts.chainOf(id).some((place) => facts.boundTargets.includes(place));
  const unbound = accounts.filter(({ active, management, id }) => active && !management && !bound(id));
  if (unbound.length > 0) {
    warnings.push({
      id: 'accounts-without-guardrails',
      message: `The rollout enforces no guardrail above ${counted(unbound)}.`,
    });
  }
  const underRoot = accounts.filter(({ active, management, path }) => active && !management && path === '');
  if (underRoot.length > 0) {
    warnings.push({
      id: 'accounts-under-root',
      message: `Directly under the root, where only what is attached to the root or to the account binds, there is ${counted(underRoot)}; move what is there into a unit.`,
    });
  }
  const unreachable = facts.privilegedSets.filter((name) => !facts.reachableSets.includes(name));
  if (unreachable.length > 0) {
    warnings.push({
      id: 'privileged-sets-unreachable',
      message: `Nobody can have ${listed(unreachable)}: ${unreachable.length === 1 ? 'it is' : 'they are'} privileged, and no policy of \`elevation\` lends ${unreachable.length === 1 ? 'it' : 'them'}.`,
    });
  }
  if (facts.asOf < facts.takenAt.slice(0, 10)) {
    warnings.push({
      id: 'as-of-before-snapshot',
      message: `'asOf' is ${facts.asOf}, before the snapshot was taken (${facts.takenAt.slice(0, 10)}): what expired in between passes for valid.`,
    });
  }
  const age = daysBetween(facts.takenAt, facts.asOf);
  if (age > SNAPSHOT_DAYS) {
    warnings.push({
      id: 'snapshot-old',
      message: `The snapshot was taken on ${facts.takenAt.slice(0, 10)}, ${age} days before ${facts.asOf}; take it again with \`zero-trust snapshot\`.`,
    });
  }
  return warnings;
}

function counted(accounts: readonly AccountPlace[]): string {
  return `${accounts.length === 1 ? 'one account' : `${accounts.length} accounts`}: ${listed(accounts.map(({ name }) => name))}`;
}
