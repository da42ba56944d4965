// Reads an access model from data (access-model.json) into the props of a landing zone.
import { readFileSync } from 'node:fs';
import { Annotations, Duration } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import {
  type AccessRule, Accounts, type ElevationPolicy, Exemption, type LandingZoneProps, type Organization, PermissionSet, PermissionsBoundary, Rollout,
  Stage, type StandingException,
} from 'cdk-zero-trust-landing-zone';

/** What the file holds, as far as it is read here. */
export interface AccessModelFile {
  readonly identityProvider?: { readonly kind: string };
  readonly allowedRegions: string[];
  readonly accounts: {
    readonly management: string;
    readonly audit: string;
    readonly logArchive: string;
    readonly identityCenterDelegatedAdmin?: string;
  };
  readonly permissionSets: PermissionSetEntry[];
  readonly rules: { readonly group: string; readonly permissionSet: string; readonly on: Where }[];
  readonly jit?: LendingEntry[];
  readonly serviceControlPolicies?: { readonly name: string; readonly exceptions?: ExceptionEntry[] }[];
}

interface ExceptionEntry {
  readonly account: string;
  readonly why: string;
  readonly owner: string;
  readonly ticket: string;
  readonly expires: string;
}

interface PermissionSetEntry {
  readonly name: string;
  readonly what: string;
  readonly session: string;
  readonly managedPolicies?: string[];
  readonly allow?: string[];
  readonly deny?: string[];
  readonly boundary?: string;
  readonly standing?: boolean;
}

interface LendingEntry {
  readonly name: string;
  readonly permissionSet: string;
  readonly eligible: string[];
  readonly on: Where;
  readonly maxDuration: string;
  readonly approvers: string[];
  readonly approvals?: number;
  readonly ticket?: string;
}

interface Where {
  readonly all?: boolean;
  readonly ous?: string[];
  readonly accounts?: string[];
  readonly except?: string[];
}

/** The file, or one error with everything that is missing in it. */
export function readAccessModel(path: string): AccessModelFile {
  let model: any;
  try {
    model = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`the access model '${path}' cannot be read: ${(error as Error).message}`);
  }
  const problems = [
    ...['allowedRegions', 'permissionSets', 'rules'].filter((name) => !Array.isArray(model?.[name])).map((name) => `'${name}' must be a list`),
    ...['management', 'audit', 'logArchive'].filter((name) => typeof model?.accounts?.[name] !== 'string').map((name) => `'accounts.${name}' must be the name of an account`),
    ...(isTexts(model?.allowedRegions) ? [] : ["'allowedRegions' must be a list of texts"]),
    ...unknownMembers(model),
    ...[model?.serviceControlPolicies ?? []].flat().flatMap((policy: any, index) => (typeof policy?.name === 'string' && [policy.exceptions ?? []].flat().every(isException) ? []
      : [`'serviceControlPolicies[${index}]' must have a name, and exceptions with account, why, owner, ticket and expires`])),
    ...[model?.permissionSets].flat().flatMap((set: any, index) => (typeof set?.name === 'string' && typeof set?.what === 'string' && /^\d+(h|m)$/.test(set?.session)
      && ['managedPolicies', 'allow', 'deny'].every((member) => isTexts(set[member]))
      && ['undefined', 'string'].includes(typeof set.boundary) && ['undefined', 'boolean'].includes(typeof set.standing) ? []
      : [`'permissionSets[${index}]' must have a name, 'what' it is for, a session such as '8h' or '90m', lists of texts, a text as boundary, and true or false as standing`])),
    ...[model?.rules].flat().flatMap((rule: any, index) => (typeof rule?.group === 'string' && typeof rule?.permissionSet === 'string' && isWhere(rule?.on) ? []
      : [`'rules[${index}]' must have a group, a permissionSet, and 'on' with all, ous or accounts`])),
    ...[model?.jit ?? []].flat().flatMap((entry: any, index) => (isLending(entry) ? []
      : [`'jit[${index}]' must have a name, a permissionSet, eligible groups, 'on', a maxDuration such as '1h', approvers, and where it has them approvals as a number, `
        + "a ticket as a text, 'required' as reason and false as selfApproval: nobody consents to what they ask for themselves"])),
  ];
  if (problems.length > 0) {
    throw new Error(`the access model '${path}' does not have the expected form:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
  return model;
}

/** The landing zone that a file describes. Nothing is enforced: every unit is observed until the team decides. */
export function landingZoneProps(model: AccessModelFile, organization: Organization, asOf: string): LandingZoneProps {
  const { management } = model.accounts;
  if (organization.account(management).accountId !== organization.managementAccount.accountId) {
    throw new Error(`the access model says that '${management}' is the management account; in the organization it is '${organization.managementAccount.name}'`);
  }
  const permissionSets = model.permissionSets.map(permissionSet);
  const privileged = new Set(permissionSets.filter((set) => set.privileged).map(({ name }) => name));
  return {
    organization,
    logArchiveAccount: model.accounts.logArchive,
    auditAccount: model.accounts.audit,
    identityAccount: model.accounts.identityCenterDelegatedAdmin,
    allowedRegions: model.allowedRegions,
    identityProvider: model.identityProvider?.kind,
    rollout: Rollout.stages(organization.units.filter(({ path }) => !path.includes('/')).map(({ path }) => ({ unit: path, stage: Stage.observe() }))),
    rootDeny: { exemptions: rootExceptions(model) },
    permissionSets,
    access: model.rules.map(({ group, permissionSet: name, on }): AccessRule => ({
      group, permissionSet: name, accounts: accountsOn(on), ...(privileged.has(name) ? { standing: unjustified(group, asOf) } : {}),
    })),
    ...((model.jit ?? []).length > 0 ? { elevation: model.jit!.map(lending) } : {}),
    asOf,
  };
}

/** The whole of a ticket's number has to match, so that '^' and '$' say nothing more. */
function lending({ name, permissionSet: lent, eligible, on, maxDuration, approvers, approvals, ticket }: LendingEntry): ElevationPolicy {
  return {
    name, permissionSet: lent, accounts: accountsOn(on), requesters: eligible, approvers, approvals, maxDuration: duration(maxDuration),
    ticketPattern: ticket?.replace(/^\^/, '').replace(/\$$/, ''),
  };
}

/** Accounts whose root user must stay usable, by the exceptions of the file's policy about root. */
function rootExceptions({ serviceControlPolicies = [] }: AccessModelFile): Exemption[] {
  return serviceControlPolicies.filter(({ name }) => /root/i.test(name)).flatMap(({ exceptions = [] }) => exceptions)
    .map(({ account, why, ...rest }) => Exemption.accounts(Accounts.named(account), { ...rest, reason: why }));
}

/** Says what the file holds and this version of the library does not make: nobody should believe that it is in force. */
export function warnOfIgnored(scope: Construct, model: object): void {
  const ignored = ['auditTrail', 'thirdParties', 'keyPlan', 'cutover'].filter((member) => member in model);
  if (ignored.length > 0) {
    Annotations.of(scope).addWarningV2('from-files:ignored', `The access model also says ${ignored.map((member) => `'${member}'`).join(', ')}: that is not part of these templates.`);
  }
  if ('serviceControlPolicies' in model) {
    Annotations.of(scope).addWarningV2('from-files:policies',
      'Of the access model\'s \'serviceControlPolicies\' only the exceptions for root users are read: the guardrails are the library\'s own, and every unit is observed until the team enforces them.');
  }
}

/** Says prominently which rules hold a privileged set permanently only because the file says so. */
export function warnOfUnjustified(scope: Construct, { access, permissionSets }: LandingZoneProps): void {
  const privileged = new Set(permissionSets.filter((set) => set.privileged).map(({ name }) => name));
  for (const rule of access.filter(({ permissionSet: name }) => privileged.has(name))) {
    Annotations.of(scope).addWarningV2(`from-files:unjustified-${rule.group}-${rule.permissionSet}`,
      `NOBODY HAS JUSTIFIED THIS: '${rule.group}' holds the privileged set '${rule.permissionSet}' permanently in ${rule.accounts.toString()}, because the access model says so. `
      + 'It was read as an exception of thirty days; give it a reason and an owner, or remove the rule.');
  }
}

function permissionSet(entry: PermissionSetEntry): PermissionSet {
  const statements = [
    ...(entry.allow ? [new PolicyStatement({ actions: entry.allow, resources: ['*'] })] : []),
    ...(entry.deny ? [new PolicyStatement({ effect: Effect.DENY, actions: entry.deny, resources: ['*'] })] : []),
  ];
  return PermissionSet.custom({
    name: entry.name,
    description: entry.what,
    sessionDuration: duration(entry.session),
    managedPolicies: entry.managedPolicies,
    statements,
    permissionsBoundary: entry.boundary === undefined ? undefined : PermissionsBoundary.customerManaged(entry.boundary),
    // left out where the file says nothing: the library knows a set without limits when it sees one.
    privileged: entry.standing === false ? true : undefined,
  });
}

function duration(text: string): Duration {
  const amount = parseInt(text, 10);
  return text.endsWith('h') ? Duration.hours(amount) : Duration.minutes(amount);
}

function accountsOn({ all, ous, accounts, except }: Where): Accounts {
  const parts = [
    ...(all ? [Accounts.all()] : []),
    ...(ous ? [Accounts.under(...ous)] : []),
    ...(accounts ? [Accounts.named(...accounts)] : []),
  ];
  const selected = parts.reduce((one, other) => one.and(other));
  return except ? selected.except(...except) : selected;
}

function isWhere(on: any): boolean {
  return typeof on === 'object' && on !== null && [on.ous, on.accounts, on.except].every(isTexts)
    && (on.all === undefined || on.all === true) && (on.all === true || Array.isArray(on.ous) || Array.isArray(on.accounts));
}

function isLending(entry: any): boolean {
  return [entry?.name, entry?.permissionSet].every((text) => typeof text === 'string') && /^\d+(h|m)$/.test(entry.maxDuration) && isWhere(entry.on)
    && [entry.eligible, entry.approvers].every((groups) => Array.isArray(groups) && isTexts(groups))
    && ['undefined', 'number'].includes(typeof entry.approvals) && ['undefined', 'string'].includes(typeof entry.ticket)
    && [undefined, 'required'].includes(entry.reason) && [undefined, false].includes(entry.selfApproval);
}

function isException(exception: any): boolean {
  return ['account', 'why', 'owner', 'ticket', 'expires'].every((member) => typeof exception?.[member] === 'string');
}

function unjustified(group: string, asOf: string): StandingException {
  const expires = new Date(Date.parse(asOf) + 30 * 86_400_000).toISOString().slice(0, 10);
  return { reason: 'none was given: the access model that was read holds it permanently', owner: `whoever answers for ${group}`, expires };
}

function isTexts(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every((item) => typeof item === 'string'));
}

const KNOWN = {
  top: [
    'name', 'note', 'identityProvider', 'allowedRegions', 'globalServices', 'accounts', 'groups', 'permissionSets', 'rules', 'jit', 'serviceControlPolicies', 'auditTrail',
    'objectives', 'thirdParties', 'keyPlan', 'cutover', 'plan', 'reviews',
  ],
  accounts: ['management', 'audit', 'logArchive', 'identityCenterDelegatedAdmin'],
  permissionSets: ['name', 'what', 'session', 'managedPolicies', 'allow', 'deny', 'boundary', 'standing'],
  rules: ['group', 'permissionSet', 'on'],
  jit: ['name', 'permissionSet', 'eligible', 'on', 'maxDuration', 'approvers', 'approvals', 'selfApproval', 'reason', 'ticket'],
  on: ['all', 'ous', 'accounts', 'except'],
};

/** A misspelt 'deny' or 'except' would give more than was meant, so nothing unknown is passed over. */
function unknownMembers(model: any): string[] {
  const strange = (value: any, known: string[], at: string) =>
    Object.keys(typeof value === 'object' && value !== null ? value : {}).filter((member) => !known.includes(member))
      .map((member) => `'${at === '' ? '' : `${at}.`}${member}' is not known; there are ${known.join(', ')}`);
  return [
    ...strange(model, KNOWN.top, ''),
    ...strange(model?.accounts, KNOWN.accounts, 'accounts'),
    ...[model?.permissionSets].flat().flatMap((set: any, index) => strange(set, KNOWN.permissionSets, `permissionSets[${index}]`)),
    ...[model?.jit ?? []].flat().flatMap((entry: any, index) => [
      ...strange(entry, KNOWN.jit, `jit[${index}]`), ...strange(entry?.on, KNOWN.on, `jit[${index}].on`),
    ]),
    ...[model?.rules].flat().flatMap((rule: any, index) => [
      ...strange(rule, KNOWN.rules, `rules[${index}]`), ...strange(rule?.on, KNOWN.on, `rules[${index}].on`),
    ]),
  ];
}
