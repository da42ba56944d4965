import { type AccessRequest, NO, type PreparedRequest, YES, prepare } from './request';
import { type CompiledStatement, compileDocument } from './statements';

/** The policies on the way from the root to an account, one entry for each level, root first. */
export interface PolicyLevel {
  /** 'root', 'ou:<name>' or 'account'. */
  readonly level: string;
  readonly documents: readonly unknown[];
}

/** Every policy that may have a say in a request. */
export interface PolicyChain {
  /** Service control policies above the caller's account; none when the caller has none. */
  readonly scps: readonly PolicyLevel[];
  /** Resource control policies above the resource's account, without RCPFullAWSAccess. */
  readonly rcps: readonly PolicyLevel[];
  readonly identityPolicies: readonly unknown[];
  readonly permissionsBoundary?: unknown;
  /** Policies passed when the session was made; they add up. */
  readonly sessionPolicies: readonly unknown[];
  readonly resourcePolicy?: unknown;
  /** The management account, which service and resource control policies do not bind. */
  readonly managementAccountId?: string;
}

/** A statement that decided. */
export interface Decider {
  /** 'scp:<level>', 'rcp:<level>', 'identity', 'boundary', 'session' or 'resource'. */
  readonly place: string;
  readonly statement: string;
}

export interface Evaluation {
  readonly decision: 'allowed' | 'explicitly-denied' | 'implicitly-denied' | 'undeterminable';
  /** Places that deny, or whose Allow is needed and missing, whatever the unknown keys are. */
  readonly by: readonly string[];
  /** The statements that deny, or that allow. */
  readonly statements: readonly Decider[];
  /** Unknown keys on which an undeterminable answer hangs, in lower case. */
  readonly dependsOn: readonly string[];
}

interface Place {
  readonly name: string;
  /** Whether its statements say whom they are about; others are about the caller. */
  readonly namesPrincipals: boolean;
  readonly denies: readonly CompiledStatement[];
  readonly allows: readonly CompiledStatement[];
}

/** A chain whose documents are compiled once, for many requests. */
export interface CompiledChain {
  readonly scps: readonly Place[];
  readonly rcps: readonly Place[];
  readonly identity: Place;
  readonly boundary?: Place;
  readonly session?: Place;
  readonly resource?: Place;
  readonly managementAccountId?: string;
  /** Every place that can deny, in the order they are named. */
  readonly own: readonly Place[];
}

export function compileChain(chain: PolicyChain): CompiledChain {
  const levels = (kind: string, all: readonly PolicyLevel[]) => all.map(({ level, documents }) => place(`${kind}:${level}`, documents));
  const identity = place('identity', chain.identityPolicies);
  const boundary = chain.permissionsBoundary ? place('boundary', [chain.permissionsBoundary]) : undefined;
  const session = chain.sessionPolicies.length > 0 ? place('session', chain.sessionPolicies) : undefined;
  const resource = chain.resourcePolicy ? place('resource', [chain.resourcePolicy]) : undefined;
  return {
    scps: levels('scp', chain.scps),
    rcps: levels('rcp', chain.rcps),
    identity, boundary, session, resource,
    managementAccountId: chain.managementAccountId,
    own: [identity, boundary, session, resource].filter((where): where is Place => where !== undefined),
  };
}

function place(name: string, documents: readonly unknown[]): Place {
  const statements = documents.flatMap((document, index) => compileDocument(document, index + 1));
  const namesPrincipals = name === 'resource' || name.startsWith('rcp:');
  return { name, namesPrincipals, denies: statements.filter(({ denies }) => denies), allows: statements.filter(({ denies }) => !denies) };
}

/** The decision AWS would take: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function evaluate(request: AccessRequest, chain: CompiledChain): Evaluation {
  const prepared = prepare(request);
  const scps = bindsCaller(prepared, chain) ? chain.scps : [];
  const rcps = bindsResource(prepared, chain) ? chain.rcps : [];
  const denied = denials(prepared, [scps, rcps, chain.own]);
  if (denied.statements.length > 0) {
    return { decision: 'explicitly-denied', by: unique(denied.statements), statements: denied.statements, dependsOn: [] };
  }
  const missing: string[] = [];
  const allowing: Decider[] = [];
  const open = new Set(denied.keys);
  for (const level of scps) {
    note(allowance(prepared, level, ownStatement), level.name, missing, allowing, open);
  }
  callerAllowance(prepared, chain, missing, allowing, open);
  if (missing.length > 0) {
    return { decision: 'implicitly-denied', by: missing, statements: [], dependsOn: [] };
  }
  return open.size > 0
    ? { decision: 'undeterminable', by: [], statements: [], dependsOn: [...open] }
    : { decision: 'allowed', by: [], statements: allowing, dependsOn: [] };
}

/** Service control policies bind IAM principals and root users of member accounts. */
function bindsCaller({ request, isService, isServiceLinkedRole }: PreparedRequest, { managementAccountId }: CompiledChain): boolean {
  return !isService && !isServiceLinkedRole && request.principalAccount !== managementAccountId;
}

/** Resource control policies bind resources of member accounts, whoever asks, except service-linked roles. */
function bindsResource({ request, isServiceLinkedRole }: PreparedRequest, { managementAccountId }: CompiledChain): boolean {
  return !isServiceLinkedRole && (request.resourceAccount === undefined || request.resourceAccount !== managementAccountId);
}

interface Denials {
  readonly statements: readonly Decider[];
  /** Unknown keys on which further denials hang. */
  readonly keys: readonly string[];
}

const NOTHING: Denials = { statements: [], keys: [] };

function denials(request: PreparedRequest, groups: readonly (readonly Place[])[]): Denials {
  let statements: Decider[] | undefined;
  let keys: string[] | undefined;
  for (const group of groups) {
    for (const where of group) {
      for (const statement of where.denies) {
        request.asked.clear();
        const truth = statement.matches(request);
        if (truth === NO || (where.namesPrincipals && statement.reach(request) === 'none')) {
          continue;
        }
        if (truth === YES) {
          (statements ??= []).push({ place: where.name, statement: statement.name });
        } else {
          (keys ??= []).push(...request.asked);
        }
      }
    }
  }
  return statements || keys ? { statements: statements ?? [], keys: keys ?? [] } : NOTHING;
}

/** Whether a place allows: by a statement, not at all, or depending on keys. */
type Allowance = { readonly statement: CompiledStatement } | { readonly keys: ReadonlySet<string> } | undefined;

const ownStatement = () => true;

function allowance(request: PreparedRequest, { allows }: Place, counts: (statement: CompiledStatement) => boolean): Allowance {
  let keys: Set<string> | undefined;
  for (const statement of allows) {
    request.asked.clear();
    const truth = statement.matches(request);
    if (truth === NO || !counts(statement)) {
      continue;
    }
    if (truth === YES) {
      return { statement };
    }
    keys = new Set([...(keys ?? []), ...request.asked]);
  }
  return keys && { keys };
}

function note(allowed: Allowance, name: string, missing: string[], allowing: Decider[], open: Set<string>): void {
  if (allowed === undefined) {
    missing.push(name);
  } else if ('statement' in allowed) {
    allowing.push({ place: name, statement: allowed.statement.name });
  } else {
    allowed.keys.forEach((key) => open.add(key));
  }
}

/** Step four of the logic: an Allow must reach the caller, from its own side, from the resource's, or from both. */
function callerAllowance(request: PreparedRequest, chain: CompiledChain, missing: string[], allowing: Decider[], open: Set<string>): void {
  const { principalAccount, resourceAccount } = request.request;
  const { identity, resource } = chain;
  const byResource = (counts: (statement: CompiledStatement) => boolean) => resource && allowance(request, resource, counts);
  if (request.isService) {
    note(byResource((statement) => statement.reach(request) !== 'none'), 'resource', missing, allowing, open);
    return;
  }
  const limits = [chain.boundary, chain.session].filter((limit): limit is Place => limit !== undefined);
  if (resourceAccount !== undefined && principalAccount !== resourceAccount) {
    note(byResource((statement) => statement.reach(request) !== 'none'), 'resource', missing, allowing, open);
    [identity, ...limits].forEach((where) => note(allowance(request, where, ownStatement), where.name, missing, allowing, open));
    return;
  }
  // what names the user or the session itself, or picks it out of everybody, is limited by neither boundary nor session policy.
  const free = byResource((statement) => isFree(statement, request));
  if (free && 'statement' in free) {
    note(free, 'resource', missing, allowing, open);
    return;
  }
  const own = allowance(request, identity, ownStatement);
  const given = own && 'statement' in own ? own : byResource((statement) => !['none', 'account'].includes(statement.reach(request))) ?? own;
  const keys = new Set<string>();
  const lacking: string[] = [];
  if (given === undefined) {
    lacking.push('identity', ...(resource ? ['resource'] : []));
  } else if ('keys' in given) {
    [given, own].forEach((one) => one && 'keys' in one && one.keys.forEach((key) => keys.add(key)));
  } else {
    allowing.push({ place: given === own ? 'identity' : 'resource', statement: given.statement.name });
  }
  limits.forEach((where) => note(allowance(request, where, ownStatement), where.name, lacking, allowing, keys));
  if (free && 'keys' in free && (lacking.length > 0 || keys.size > 0)) {
    // the free way may be open or not: with it closed the other way decides.
    free.keys.forEach((key) => open.add(key));
    keys.forEach((key) => open.add(key));
    return;
  }
  missing.push(...lacking);
  keys.forEach((key) => open.add(key));
}

function isFree(statement: CompiledStatement, request: PreparedRequest): boolean {
  const reach = statement.reach(request);
  return reach === 'direct' || (reach === 'everybody' && statement.picksPrincipal);
}

function unique(deciders: readonly Decider[]): string[] {
  return [...new Set(deciders.map(({ place: name }) => name))];
}

