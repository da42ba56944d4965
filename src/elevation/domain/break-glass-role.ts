import { type BreakGlassFacts, breakGlassTrust } from './break-glass';
import type { BreakGlassFinding } from './break-glass-finding';
import { listed } from '../../organization/domain/problem';

/** A role for emergencies as IAM has it. */
export interface LiveRole {
  /** IAM knows roles by their names; policies that spare a role know it by its path, too. */
  readonly path: string;
  /** The trust policy, as JSON. */
  readonly trust: unknown;
  readonly maxSessionSeconds: number;
  /** ARNs. */
  readonly managedPolicies: readonly string[];
  readonly inlinePolicies: readonly string[];
  /** ARN of the permissions boundary. */
  readonly boundary?: string;
}

/** IAM shows a user who is gone by the id it kept him by, and root by the account. */
const GONE = /^A[A-Z0-9]{15,127}$/;

/** What differs from what was declared. Whoever adds a policy to the role, or somebody to whom it trusts, has a way in of his own. */
export function roleFindings(facts: BreakGlassFacts, accountId: string, live: LiveRole | undefined): BreakGlassFinding[] {
  if (live === undefined) {
    return [{ kind: 'role-missing', about: accountId, detail: `there is no role '${facts.names.role}' in the account` }];
  }
  return [
    ...(live.path === facts.names.path ? [] : [`its path is '${live.path}'; policies that exempt it know it by '${facts.names.path}'`]),
    ...trustDifferences(facts, live.trust),
    ...setDifferences('policy', [facts.policyArn], live.managedPolicies),
    ...live.inlinePolicies.map((name) => `it has the inline policy '${name}', which nobody declared`),
    ...(live.boundary === undefined ? [] : [`it has the permissions boundary '${live.boundary}', which nobody declared`]),
    ...(live.maxSessionSeconds === facts.sessionSeconds ? [] : [`its sessions last ${live.maxSessionSeconds} seconds at most; declared are ${facts.sessionSeconds}`]),
  ].map((detail) => ({ kind: 'role-changed', about: accountId, detail }));
}

function trustDifferences({ users }: BreakGlassFacts, trust: unknown): string[] {
  const gone = principalsOf(trust).filter((principal) => GONE.test(principal));
  if (gone.length > 0) {
    return [`it trusts ${listed(gone)}, of a user who was deleted; one made anew under the same name is not let in until the role is deployed again`];
  }
  return canonical(trust) === canonical(breakGlassTrust(users)) ? [] : ['it trusts others, or under other conditions, than declared'];
}

function principalsOf(trust: unknown): string[] {
  const statements = [(trust as { Statement?: unknown } | null)?.Statement ?? []].flat() as { Principal?: { AWS?: unknown } | string }[];
  return statements.flatMap(({ Principal }) => (typeof Principal === 'object' ? [Principal.AWS ?? []].flat() as string[] : []));
}

function setDifferences(what: string, declared: readonly string[], live: readonly string[]): string[] {
  return [
    ...declared.filter((one) => !live.includes(one)).map((one) => `it lacks the ${what} '${one}'`),
    ...live.filter((one) => !declared.includes(one)).map((one) => `it has the ${what} '${one}', which nobody declared`),
  ];
}

/** A document as text in which neither the order of members and values nor a list of one tells. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return value.length === 1 ? canonical(value[0]) : `[${value.map(canonical).sort().join()}]`;
  }
  return typeof value === 'object' && value !== null
    ? `{${Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).sort().join()}}`
    : JSON.stringify(value) ?? '';
}
