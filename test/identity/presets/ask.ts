import type { ExampleWorld } from './example-worlds';
import { boundaryOf, policiesOf } from './set-policies';
import type { PermissionSetData } from '../../../src/identity/domain/permission-set-data';
import { identityCenterRole } from '../../../src/organization/domain/callers';
import { askedRegion } from '../../../src/organization/domain/global-region';
import { ACCOUNT } from '../../../src/policy/domain/claim';
import { ALLOW_ALL } from '../../../src/policy/domain/document';
import { type CompiledChain, type Evaluation, compileChain, evaluate } from '../../../src/policy/domain/evaluate';
import { matchesArn } from '../../../src/policy/domain/pattern';

/** What somebody who holds a set asks for. */
export interface Question {
  readonly action: string;
  /** An ARN, in which <account>, <region> and <log-archive> stand for those of an example. What is the log archive's is asked there. */
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Asked in an account: by what the set gives alone, and under all guardrails. */
export type Layer = 'set' | 'guardrails' | 'both';

const compiled = new Map<string, CompiledChain>();

/** What comes out when somebody who holds a set asks in an account of an example. */
export function ask(question: Question, set: PermissionSetData, world: ExampleWorld, askedIn: string, layer: Layer): Evaluation {
  const { organization } = world;
  const accountId = question.resource.includes('<log-archive>') ? world.logArchive : askedIn;
  const homeRegion = organization.homeRegion!;
  const filled = (text: string) => text.replaceAll('<account>', accountId).replaceAll('<region>', homeRegion).replaceAll('<log-archive>', world.logArchive);
  const principal = identityCenterRole({ partition: 'aws', homeRegion }, set.name).replace(ACCOUNT, accountId);
  const resource = filled(question.resource);
  // buckets and what has no resource are taken for the account's own.
  const owner = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1] ?? accountId;
  return evaluate({
    principalArn: principal,
    principalAccount: accountId,
    action: question.action,
    resource,
    resourceAccount: owner,
    context: {
      'aws:PrincipalArn': principal,
      'aws:PrincipalAccount': accountId,
      'aws:PrincipalOrgID': organization.organizationId,
      'aws:ResourceAccount': owner,
      'aws:ResourceOrgID': organization.organizationId,
      'aws:PrincipalIsAWSService': 'false',
      'aws:RequestedRegion': askedRegion(question.action, { globalRegion: 'us-east-1', workRegion: homeRegion }),
      'aws:userid': 'AROAEXAMPLEROLEID:ada',
      ...carriedBy(principal, world),
      ...Object.fromEntries(Object.entries(question.context).map(([key, value]) => [key, typeof value === 'string' ? filled(value) : value.map(filled)])),
    },
  }, chainFor(set, world, accountId, layer));
}

/** What a guardrail asks of everybody who signs in, such as proof of a second factor, is there. */
function carriedBy(principal: string, { guardrails }: ExampleWorld): Record<string, string> {
  const carried = guardrails.flatMap((one) => one._definition().carried ?? []).filter(({ callers }) => matchesArn(callers, principal));
  return Object.fromEntries(carried.flatMap(({ context }) => Object.entries(context)));
}

function chainFor(set: PermissionSetData, world: ExampleWorld, accountId: string, layer: Layer): CompiledChain {
  const key = JSON.stringify([world.name, accountId, layer, layer === 'guardrails' ? '' : [set.managedPolicies, set.statements, set.boundary]]);
  const chain = compiled.get(key) ?? compileChain({
    ...(layer === 'set' ? { scps: [], rcps: [] } : world.policiesAbove(accountId)),
    identityPolicies: layer === 'guardrails' ? [ALLOW_ALL] : policiesOf(set),
    permissionsBoundary: layer === 'guardrails' ? undefined : boundaryOf(set),
    sessionPolicies: [],
  });
  compiled.set(key, chain);
  return chain;
}
