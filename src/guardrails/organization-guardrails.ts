import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { deploymentsOf } from './deployments';
import { deploymentClaims } from './domain/deployment-claims';
import { describedAsOurs, madeByUs } from './domain/our-policies';
import { type PlannedPolicy, type PolicyPlan, planPolicies } from './domain/policy-plan';
import { type NamedDocument, type PolicyLevel, type Proof, type World, prove } from './domain/prove';
import { globalServicesRegion } from './domain/region-deny-data';
import { type StandingPlace, standingClaims } from './domain/standing-claims';
import type { Guardrail } from './guardrail';
import { compare } from '../organization/domain/order';
import { RCP, SCP, type SnapshotPolicyPlaces } from '../organization/domain/policy-slots';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { type Claim, isClaimant } from '../policy/domain/claim';
import { policyDocument } from '../policy/domain/document';
import { matchesArn } from '../policy/domain/pattern';
import { ValidationError } from '../private/errors';

/** A policy as CloudFormation gets it. */
export interface HostedPolicy extends PlannedPolicy {
  readonly description: string;
}

const EVERYTHING: NamedDocument = { name: 'FullAWSAccess', document: policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]) };

/** All guardrails of one organization in an app: what they share and what they prove is known only of all together. */
export class OrganizationGuardrails {
  /** The guardrails in the app that a construct stands in. */
  public static of(scope: IConstruct, organizationId: string): OrganizationGuardrails {
    const all = scope.node.root.node.findAll();
    return new OrganizationGuardrails(all, all.filter(isGuardrail).filter((one) => one._organization().organizationId === organizationId));
  }

  /** Ids of the organizations that have guardrails in the app. */
  public static organizations(scope: IConstruct): string[] {
    return [...new Set(scope.node.root.node.findAll().filter(isGuardrail).map((one) => one._organization().organizationId))];
  }

  private readonly organization: Organization;

  private constructor(private readonly constructs: readonly IConstruct[], public readonly guardrails: readonly Guardrail[]) {
    this.organization = guardrails[0]._organization();
  }

  /** The policy that carries a guardrail's name; undefined when another policy holds its statements. */
  public policyHostedBy(guardrail: Guardrail): HostedPolicy | undefined {
    return this.policies().find((policy) => isOf(policy, guardrail));
  }

  /** Every policy, as it will be deployed. */
  public policies(): HostedPolicy[] {
    return this.plan().policies.map((policy) => {
      const host = this.guardrails.find((one) => isOf(policy, one))!;
      return { ...policy, description: describedAsOurs(policy.holds.length > 1 ? `Holds ${policy.holds.join(', ')}` : host._definition().purpose, Stack.of(host).stackName) };
    });
  }

  /** What is wrong with all guardrails together, told once: by the last of them. */
  public validate(guardrail: Guardrail): string[] {
    if (!this.speaks(guardrail)) {
      return [];
    }
    const { problems } = this.plan();
    const all = [...namesakes(this.guardrails), ...problems, ...this.unprotected(), ...(problems.length > 0 ? [] : this.prove().problems)];
    return all.length > 0 ? [new ValidationError([{ where: guardrail.node.path, problems: all }]).message] : [];
  }

  /** Whether a guardrail says what concerns all of them: the last one does, once all are there. */
  public speaks(guardrail: Guardrail): boolean {
    return this.guardrails[this.guardrails.length - 1] === guardrail;
  }

  /** Exempt roles that anybody could make or take, although the app protects roles. */
  private unprotected(): Problem[] {
    const guards = this.guardrails.flatMap((one) => one._definition().protectedRoles ?? []);
    const exempt = this.guardrails.flatMap((one) => one._exemptions().flatMap(({ principals }) => principals)
      .map((pattern) => ({ pattern, by: one.policyName })));
    return guards.length === 0 ? [] : exempt
      // the roles of Identity Center are made and taken through Identity Center only.
      .filter(({ pattern }) => !pattern.includes(':role/aws-reserved/') && !guards.some((guard) => matchesArn(guard, pattern)))
      .map(({ pattern, by }) => ({
        code: 'ExemptRoleUnprotected',
        problem: `'${pattern}' is exempt from '${by}', and no guardrail of protected roles keeps others from making or taking such a role`,
        fix: 'name it in the `roles` of the guardrail of protected roles (in a landing zone: `protectedRoles`)',
      }));
  }

  /** What is proved of every claim in the app. */
  public prove(): { proofs: Proof[]; problems: Problem[] } {
    return prove(this.claims(), this.world());
  }

  private claims(): Claim[] {
    const place = this.place();
    return [
      ...standingClaims(place),
      ...deploymentClaims(deploymentsOf(this.constructs, this.organization), place),
      ...this.constructs.flatMap((one) => (isClaimant(one) ? one._claims(this.organization.organizationId) : [])),
    ].map((claim) => aboutMembers(claim, place))
      // a claim about accounts of somebody else, or about the management account only, is none here.
      .filter(({ accountIds, notCovered }) => accountIds.length > 0 || notCovered.length > 0);
  }

  private place(): StandingPlace {
    const { partition, homeRegion } = this.organization;
    const globalRegion = globalServicesRegion(partition);
    const members = this.organization.accounts.filter(({ active, management }) => active && !management).map(({ accountId }) => accountId);
    const closing = this.guardrails.filter((one) => one._definition().closes);
    return {
      partition, homeRegion, globalRegion, workRegion: homeRegion ?? globalRegion, members,
      ...platformOf(this.organization),
      closed: members.filter((id) => closing.some((guardrail) => guardrail._binds(id))),
    };
  }

  private world(): World {
    const { organization } = this;
    const { policies } = this.plan();
    const levels = new Map<string, PolicyLevel>();
    const levelOf = ({ id, name }: { id: string; name: string }): PolicyLevel => {
      const level = levels.get(id) ?? { id, name, scps: this.hanging(id, SCP, policies), rcps: this.hanging(id, RCP, policies) };
      levels.set(id, level);
      return level;
    };
    return {
      organizationId: organization.organizationId,
      managementAccountId: organization.managementAccount.accountId,
      accountName: (id) => organization.account(id).name,
      levelsAbove: (id) => organization._chainTo(id).map(levelOf),
    };
  }

  /** What will hang on a place: policies that others attached, and ours. */
  private hanging(id: string, type: string, planned: readonly PlannedPolicy[]): NamedDocument[] {
    const { organization } = this;
    const foreign = this.foreign(id).filter((policy) => policy.type === type).map(({ name, content }) => ({ name, document: JSON.parse(content) }));
    const ours = planned.filter((policy) => policy.type === type && policy.targetIds.includes(id)).map(({ name, document }) => ({ name, document }));
    // switching the type on attaches FullAWSAccess everywhere; until then the snapshot has it nowhere.
    const whole = type === SCP && !organization.enabledPolicyTypes.includes(SCP) ? [EVERYTHING] : [];
    return [...whole, ...foreign, ...ours];
  }

  /** Policies of the snapshot that this app made or declares now, attached or not. */
  public deployed(): SnapshotPolicyPlaces[] {
    return this.organization._policies().filter((policy) => this.declared(policy) || madeByUs(policy, this.stackNames()));
  }

  private declared(policy: { readonly name: string; readonly type: string }): boolean {
    return this.guardrails.some((one) => isOf(policy, one));
  }

  private stackNames(): string[] {
    return [...new Set(this.guardrails.map((one) => Stack.of(one).stackName))];
  }

  private foreign(targetId: string) {
    return this.organization.policiesOn(targetId).filter((policy) => !this.declared(policy) && !madeByUs(policy, this.stackNames()));
  }

  private plan(): PolicyPlan {
    const quotas = this.organization._quotas();
    return planPolicies(this.guardrails.map((one) => ({
      name: one.policyName, type: one._definition().type, statements: one._statements(), targetIds: one.targetIds,
    })), {
      // what this library made and nobody declares any more goes with this deployment.
      attached: (id) => this.organization.policiesOn(id).filter((policy) => this.declared(policy) || !madeByUs(policy, this.stackNames())),
      targetName: (id) => this.organization._chainTo(id).at(-1)!.name,
      slots: { [SCP]: quotas.scpsPerTarget, [RCP]: quotas.rcpsPerTarget },
      bytes: { [SCP]: quotas.scpBytes, [RCP]: quotas.rcpBytes },
    });
  }
}

/** Whose work must stay possible in accounts that are closed to everybody's. */
const WORK_IN_CLOSED = ['organization', 'deployment', 'break glass', 'team'];

/** The claim as far as it is about member accounts in which somebody works. */
function aboutMembers(claim: Claim, { members, closed }: StandingPlace): Claim {
  const accountIds = claim.accountIds.filter((id) => members.includes(id));
  const shut = claim.expected === 'denied' || WORK_IN_CLOSED.includes(claim.source) ? [] : accountIds.filter((id) => closed.includes(id));
  return {
    ...claim,
    accountIds: accountIds.filter((id) => !shut.includes(id)),
    notCovered: shut.length === 0 ? claim.notCovered : [...claim.notCovered, { accountIds: shut, reason: 'closed to everybody\'s work' }],
  };
}

/** Whether Control Tower and StackSets work in an organization, and so need their roles. */
export function platformOf(organization: Organization): { controlTower: boolean; stackSets: boolean } {
  const services = organization.enabledServicePrincipals;
  const guarded = [...organization._directory().places.keys()].some((id) => organization.policiesOn(id).some(({ name }) => name.startsWith('aws-guardrails-')));
  return { controlTower: guarded || services.includes('controltower.amazonaws.com'), stackSets: services.includes('member.org.stacksets.cloudformation.amazonaws.com') };
}

function isOf(policy: { readonly name: string; readonly type: string }, guardrail: Guardrail): boolean {
  return policy.name === guardrail.policyName && policy.type === guardrail._definition().type;
}

/** Told by what it can do, because the class itself needs this file. */
function isGuardrail(construct: IConstruct): construct is Guardrail {
  return typeof (construct as Partial<Guardrail>)._definition === 'function';
}

function namesakes(guardrails: readonly Guardrail[]): Problem[] {
  const names = guardrails.map((one) => `${one._definition().type} ${one.policyName}`);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].sort(compare).map((twice) => ({
    code: 'PolicyNameTwice',
    problem: `${names.filter((name) => name === twice).length} guardrails make a policy called '${twice.split(' ').slice(1).join(' ')}'; names are unique in an organization`,
    fix: 'give each guardrail a `policyName` of its own',
  }));
}
