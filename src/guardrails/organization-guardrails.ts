import { CfnElement, Stack, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { claimsOf } from './app-claims';
import { deniesPeopleOnly, keptPolicies } from './domain/kept-policies';
import { describedAsOurs, madeByUs } from './domain/our-policies';
import { type PlannedPolicy, type PolicyPlan, planPolicies } from './domain/policy-plan';
import { type NamedDocument, type Proof, type TargetPolicies, type World, prove } from './domain/prove';
import { unprotectedRoles } from './domain/unprotected-roles';
import type { Guardrail } from './guardrail';
import { isSessionDenialPolicy } from './session-denial-policy';
import { compare } from '../organization/domain/order';
import { type KeptPolicy, isPolicyAttacher } from '../organization/domain/policy-attacher';
import { type AttachedPolicy, RCP, SCP, type SnapshotPolicyPlaces } from '../organization/domain/policy-slots';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { ALLOW_ALL } from '../policy/domain/document';
import { ValidationError } from '../private/errors';

/** A policy as CloudFormation gets it. */
export interface HostedPolicy extends PlannedPolicy {
  readonly description: string;
}

/** All guardrails of one organization in an app: what they share and what they prove is known only of all together. */
export class OrganizationGuardrails {
  /** The guardrails in the app that a construct stands in. */
  public static of(scope: IConstruct, organizationId: string): OrganizationGuardrails {
    // a synth adds elements to stacks while it runs, and none of those says anything of policies.
    const all = scope.node.root.node.findAll().filter((one) => !CfnElement.isCfnElement(one));
    const guardrails = all.filter(isGuardrail).filter((one) => one._organization().organizationId === organizationId);
    const [first] = guardrails;
    // asked some forty times in a synth, by which time nothing is made any more: worked out once for the same tree.
    const together = first?._together?.describes(all, guardrails) ? first._together : new OrganizationGuardrails(all, guardrails);
    if (first) {
      first._together = together;
    }
    return together;
  }

  /** Ids of the organizations that have guardrails in the app. */
  public static organizations(scope: IConstruct): string[] {
    return [...new Set(scope.node.root.node.findAll().filter(isGuardrail).map((one) => one._organization().organizationId))];
  }

  private readonly organization: Organization;
  private readonly stackNames: readonly string[];
  private readonly plan: PolicyPlan;
  private proved?: { proofs: Proof[]; problems: Problem[] };

  private constructor(private readonly constructs: readonly IConstruct[], public readonly guardrails: readonly Guardrail[]) {
    this.organization = guardrails[0]._organization();
    // a stack whose last guardrail was removed made policies as well.
    this.stackNames = constructs.filter((one): one is Stack => Stack.isStack(one)).map(({ stackName }) => stackName)
      .filter((name) => !Token.isUnresolved(name));
    this.plan = this.planned();
  }

  /** Every policy, as it will be deployed. */
  public policies(): HostedPolicy[] {
    return this.plan.policies.map((policy) => {
      const host = this.guardrails.find((one) => isOf(policy, one))!;
      const alone = policy.holds.length === 1 && policy.holds[0] === host.policyName;
      return { ...policy, description: describedAsOurs(alone ? host._definition().purpose : `Holds ${policy.holds.join(', ')}`, stackOf(host).stackName) };
    });
  }

  /** The policy that carries a guardrail's name; undefined when another policy holds its statements. */
  public policyHostedBy(guardrail: Guardrail): HostedPolicy | undefined {
    return this.policies().find((policy) => isOf(policy, guardrail));
  }

  /** Policies that constructs of the app attach besides guardrails, as they will hang. */
  public kept(): KeptPolicy[] {
    const { organizationId } = this.organization;
    const declared = this.constructs.flatMap((one) => (isPolicyAttacher(one) ? one._attachedPolicies(organizationId) : []));
    return keptPolicies(declared, this.organization._policies());
  }

  /** Policies of the snapshot that this app made or declares now, attached or not. */
  public deployed(): SnapshotPolicyPlaces[] {
    return this.organization._policies().filter((policy) => this.declared(policy) || this.goes(policy));
  }

  /** Whether a guardrail says what concerns all of them: the last one does, once all are there. */
  public speaks(guardrail: Guardrail): boolean {
    return this.guardrails[this.guardrails.length - 1] === guardrail;
  }

  /** What is wrong with all guardrails together, told once. */
  public validate(guardrail: Guardrail): string[] {
    if (!this.speaks(guardrail)) {
      return [];
    }
    const { problems } = this.plan;
    const roles = unprotectedRoles(this.guardrails.map(roleFacts));
    this.proved = problems.length > 0 ? undefined : this.prove();
    const all = [...namesakes(this.guardrails), ...problems, ...roles, ...this.proved?.problems ?? []];
    return all.length > 0 ? [new ValidationError([{ where: guardrail.node.path, problems: all }]).message] : [];
  }

  /** What the validation of this synth proved, else proved now. Told once, so that a later synth proves again what was claimed since. */
  public proofs(): Proof[] {
    const { proofs } = this.proved ?? this.prove();
    this.proved = undefined;
    return proofs;
  }

  private describes(all: readonly IConstruct[], guardrails: readonly Guardrail[]): boolean {
    return this.constructs.length === all.length && this.guardrails.length === guardrails.length && this.constructs.at(-1) === all.at(-1)
      && this.speaks(guardrails[guardrails.length - 1]);
  }

  private prove(): { proofs: Proof[]; problems: Problem[] } {
    return prove(claimsOf(this.constructs, this.organization, this.guardrails), this.world());
  }

  private planned(): PolicyPlan {
    const quotas = this.organization._quotas();
    return planPolicies(this.guardrails.map((one) => ({
      name: one.policyName, type: one._definition().type, statements: one._statements(), targetIds: one.targetIds,
    })), {
      attached: (id) => [...this.switchedOn(), ...this.staying(id)],
      kept: this.kept(),
      targetName: (id) => this.organization._chainTo(id).at(-1)!.name,
      slots: { [SCP]: quotas.scpsPerTarget, [RCP]: quotas.rcpsPerTarget },
      bytes: { [SCP]: quotas.scpBytes, [RCP]: quotas.rcpBytes },
    });
  }

  /** What AWS attaches everywhere when a policy type is switched on, for the types that are not yet. */
  private switchedOn(): AttachedPolicy[] {
    return [[SCP, 'FullAWSAccess'], [RCP, 'RCPFullAWSAccess']].filter(([type]) => !this.organization.enabledPolicyTypes.includes(type))
      .map(([type, name]) => ({ id: `p-${name}`, name, type, description: '', awsManaged: true, bytes: 0, content: '{}' }));
  }

  private world(): World {
    const { organization } = this;
    const levels = new Map<string, TargetPolicies>();
    const levelOf = ({ id, name }: { id: string; name: string }): TargetPolicies => {
      const level = levels.get(id) ?? { id, name, scps: this.hanging(id, SCP), rcps: this.hanging(id, RCP) };
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
  private hanging(id: string, type: string): NamedDocument[] {
    // whoever left or whose elevation ended is denied for hours, and no role that deploys ever is: proofs would hang on every name that stands there just now.
    const passing = (policy: AttachedPolicy) => isSessionDenialPolicy(policy) && deniesPeopleOnly(policy.content);
    const foreign = this.staying(id).filter((policy) => policy.type === type && !this.declared(policy) && !passing(policy))
      .map(({ name, content }) => ({ name, document: JSON.parse(content) }));
    const ours = this.plan.policies.filter((policy) => policy.type === type && policy.targetIds.includes(id))
      .map(({ name, document }) => ({ name, document }));
    // switching the type on attaches FullAWSAccess everywhere; until then the snapshot has it nowhere.
    const whole = type === SCP && !this.organization.enabledPolicyTypes.includes(SCP) ? [{ name: 'FullAWSAccess', document: ALLOW_ALL }] : [];
    return [...whole, ...foreign, ...ours];
  }

  /** What hangs on a place now, without what this app made and does not declare any more: that goes with the deployment. */
  private staying(id: string): AttachedPolicy[] {
    return this.organization.policiesOn(id).filter((policy) => this.declared(policy) || !this.goes(policy));
  }

  /** Made by this app, so that it goes when no guardrail declares it; what denies sessions is kept, whatever becomes of the construct that attached it. */
  private goes(policy: AttachedPolicy): boolean {
    return madeByUs(policy, this.stackNames) && !isSessionDenialPolicy(policy);
  }

  private declared(policy: { readonly name: string; readonly type: string }): boolean {
    return this.guardrails.some((one) => isOf(policy, one));
  }
}

/** The stack that is deployed; the name of a nested one is known only then. */
function stackOf(guardrail: Guardrail): Stack {
  let stack = Stack.of(guardrail);
  while (stack.nestedStackParent) {
    stack = stack.nestedStackParent;
  }
  return stack;
}

function roleFacts(guardrail: Guardrail) {
  const { leavesAlone = [], protectedRoles = [] } = guardrail._definition();
  const exempt = [...leavesAlone, ...guardrail._exemptions().flatMap(({ principals }) => principals)];
  return { name: guardrail.policyName, exempt, protects: protectedRoles };
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
