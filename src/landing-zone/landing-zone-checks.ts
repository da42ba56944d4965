import { Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { LandingZone } from './landing-zone';
import { OrganizationGuardrails } from '../guardrails/organization-guardrails';
import type { Rollout } from '../guardrails/rollout';
import { didYouMean } from '../organization/domain/near-misses';
import { type Problem, listed } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { identityCenterMissing } from '../private/placement';

/** Without a home Region, or inside a stack, there is no stack to try the parts in. */
export function impossibleProblems(landingZone: IConstruct, organization: Organization): Problem[] {
  return [
    ...(insideStack(landingZone) ? [{
      code: 'LandingZoneScope',
      problem: 'the landing zone stands inside a Stack; it makes a stack for each account itself',
      fix: 'give it the App or a Stage as its scope',
    }] : []),
    ...(organization.homeRegion ? [] : [identityCenterMissing('its Region is the home Region of the landing zone')]),
  ];
}

/** What only the whole app can tell: trail, buckets and policies have one name each in an organization. */
export function problemsInApp(
  landingZone: IConstruct, rivals: readonly LandingZone[], { organizationId }: Organization, rollout: Rollout,
): Problem[] {
  const policies = OrganizationGuardrails.of(landingZone, organizationId).guardrails
    .filter((guardrail) => guardrail._rollout() === rollout._rolloutOf(guardrail.policyName)).map(({ policyName }) => policyName);
  return [
    ...(rivals.length === 0 ? [] : [{
      code: 'LandingZoneTwice',
      problem: `the organization ${organizationId} has another landing zone in this app, '${rivals[0].node.path}'; one organization has one`,
      fix: 'make one landing zone of both',
    }]),
    ...rollout._policyNames().filter((name) => !policies.includes(name)).map((name) => ({
      code: 'RolloutPolicyUnknown', problem: `'rollout' has stages for the policy '${name}', which no guardrail that follows this rollout has`, fix: didYouMean(name, policies),
    })),
  ];
}

/** Where a guardrail leaves roles alone that others can make or take, because the guardrail of protected roles does not bind there. */
export function escapeWarnings(landingZone: LandingZone, organization: Organization): { id: string; message: string }[] {
  const { regionDeny, securityServicesDeny, auditTamperDeny, longLivedCredentialDeny, protectedRoles } = landingZone;
  const members = organization.accounts.filter(({ active, management }) => active && !management);
  return [regionDeny, securityServicesDeny, auditTamperDeny, longLivedCredentialDeny].flatMap((guardrail) => {
    const spared = [...guardrail._definition().deployers ?? [], ...guardrail._exemptions().flatMap(({ principals }) => principals)];
    const open = members.filter(({ accountId }) => guardrail._binds(accountId) && !protectedRoles._binds(accountId)).map(({ name }) => name);
    return spared.length === 0 || open.length === 0 ? [] : [{
      id: `escape-${guardrail.policyName}`,
      message: `${guardrail.policyName} leaves ${spared.length === 1 ? 'one role' : `${spared.length} roles`} alone, and in ${listed(open)} ${protectedRoles.policyName} `
        + 'does not bind: whoever administers such an account may make or take them.',
    }];
  });
}

/** Whether a stack stands between this and the nearest stage; a stage itself may stand in a pipeline's stack. */
function insideStack(construct: IConstruct): boolean {
  const scopes = [...construct.node.scopes].reverse();
  const stage = scopes.findIndex((above) => Stage.isStage(above));
  return scopes.slice(0, stage < 0 ? undefined : stage).some((above) => Stack.isStack(above));
}
