import { join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import type { Organization } from '../../../src';
import { Guardrail } from '../../../src/guardrails/guardrail';
import { PermissionSetCatalog } from '../../../src/identity/permission-set-catalog';
import { RCP, SCP } from '../../../src/organization/domain/policy-slots';
import { policyDocument } from '../../../src/policy/domain/document';
import type { PolicyChain } from '../../../src/policy/domain/evaluate';

/** An example's organization with every guardrail of the example, whatever stage its rollout is in. */
export interface ExampleWorld {
  readonly name: string;
  readonly app: App;
  readonly organization: Organization;
  readonly guardrails: readonly Guardrail[];
  readonly logArchive: string;
  /** Every active member account. */
  readonly members: readonly string[];
  /** Those of them that no exemption of a guardrail names. */
  readonly bound: readonly string[];
  /** Where people work with a set: the accounts in which the example's rules give it, without the landing zone's own; where they give it nowhere, the developers'. */
  readonly accountsOf: (permissionSet: string) => string[];
  /** The policies above an account, others' as they are and ours as if they were enforced on it. */
  readonly policiesAbove: (accountId: string) => Pick<PolicyChain, 'scps' | 'rcps' | 'managementAccountId'>;
}

export const EXAMPLES: readonly ExampleWorld[] = [
  world('SaaS', 'saas-twelve-accounts', 'security'),
  world('fintech', 'fintech-eu', 'log-archive'),
];

function world(name: string, file: string, logArchive: string): ExampleWorld {
  const app: App = jest.requireActual(join(__dirname, '..', '..', '..', 'examples', file)).app;
  const constructs = app.node.findAll();
  // a quarantine closes an account to everybody, and says nothing about a set.
  const guardrails = constructs.filter((one): one is Guardrail => one instanceof Guardrail).filter((one) => !one._definition().closes);
  const organization = guardrails[0]._organization();
  const catalogs = constructs.filter((one): one is PermissionSetCatalog => one instanceof PermissionSetCatalog);
  const assignments = catalogs.flatMap((one) => one._matrix().assignments);
  // nobody but deployers changes stacks in the accounts in which the landing zone has some.
  const own = constructs.filter((one): one is Stack => Stack.isStack(one)).map(({ account }) => account);
  const ours = (type: string) => guardrails.filter((one) => one._definition().type === type).map((one) => policyDocument(one._statements()));
  const members = organization.accounts.filter(({ active, management }) => active && !management).map(({ accountId }) => accountId);
  const exempt = guardrails.flatMap((one) => one._exemptions().flatMap(({ accountIds }) => accountIds));
  return {
    name,
    app,
    organization,
    guardrails,
    logArchive: organization.account(logArchive).accountId,
    members,
    bound: members.filter((id) => !exempt.includes(id)),
    accountsOf: (permissionSet) => {
      const held = assignments.filter((one) => one.permissionSet === permissionSet && !own.includes(one.account.id)).map(({ account }) => account.id);
      return held.length > 0 ? [...new Set(held)] : [organization.account('dev').accountId];
    },
    policiesAbove: (accountId) => {
      const theirs = (id: string, type: string) =>
        organization.policiesOn(id).filter((policy) => policy.type === type).map(({ content }) => JSON.parse(content));
      const levels = (type: string) => organization._chainTo(accountId).map(({ id, name: level }, index) =>
        ({ level, documents: [...theirs(id, type), ...(index === 0 ? ours(type) : [])] }));
      return { scps: levels(SCP), rcps: levels(RCP), managementAccountId: organization.managementAccount.accountId };
    },
  };
}
