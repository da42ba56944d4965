import { createHash } from 'node:crypto';
import { Annotations, Stage as CdkStage, Stack } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { evidenceProblems } from './domain/evidence';
import { type ResolvedExemption, allExempt, exemptNames, resolveExemption } from './domain/exemption-problems';
import { invariantClaims } from './domain/invariant-claims';
import { sizeProblems } from './domain/policy-fit';
import type { GuardrailDefinition } from './guardrail-definition';
import { GuardrailPolicy } from './guardrail-policy';
import type { GuardrailProps } from './guardrail-props';
import { OrganizationGuardrails } from './organization-guardrails';
import { writeRollbacksAtSynth } from './rollback-at-synth';
import type { Rollout } from './rollout';
import { asOfProblems, daysBetween, expiresSoon } from '../organization/domain/days';
import { SCP } from '../organization/domain/policy-slots';
import type { Problem } from '../organization/domain/problem';
import { principalProblems } from '../organization/domain/role-patterns';
import type { Organization } from '../organization/organization';
import { OrganizationFeatures } from '../organization/organization-features';
import type { Claim } from '../policy/domain/claim';
import { type Statement, minified, policyDocument, utf8Bytes } from '../policy/domain/document';
import { refuse } from '../private/errors';
import { inManagementAccount, placementProblems } from '../private/placement';
import { today } from '../private/today';

/** What a guardrail is once it is defined. */
interface Defined {
  readonly definition: GuardrailDefinition;
  readonly policyName: string;
  readonly exemptions: readonly ResolvedExemption[];
  readonly statements: readonly Statement[];
  readonly content: string;
  readonly rollout: Rollout;
  readonly organization: Organization;
  readonly targetIds: readonly string[];
}

/**
 * What every guardrail is: a policy of Organizations that is checked, rolled out, proved and reported alike. A team's own is a `CustomScp` or a `CustomRcp`.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_authorization_policies.html
 */
export abstract class Guardrail extends Construct {
  // missing until the class defines it, which a refusal may prevent.
  private defined!: Defined;

  /** Name of the policy in Organizations. */
  public get policyName(): string {
    return this.defined.policyName;
  }

  /** Its document, minified, as it is sent when the policy is not shared with another guardrail. */
  public get content(): string {
    return this.defined.content;
  }

  /** Size of `content` in UTF-8 bytes. */
  public get bytes(): number {
    return utf8Bytes(this.content);
  }

  /** SHA-256 of `content` in hexadecimal digits: what evidence for enforcing it names. */
  public get contentHash(): string {
    return createHash('sha256').update(this.content).digest('hex');
  }

  /** Ids of the roots, units and accounts it binds, sorted. */
  public get targetIds(): string[] {
    return [...this.defined.targetIds];
  }

  /** @internal What all guardrails of the organization are together, as far as the tree is the one it was worked out for. */
  public _together?: OrganizationGuardrails;

  /** @internal What must be denied where it binds. */
  public _claims(organizationId: string): readonly Claim[] {
    return organizationId !== this.defined.organization.organizationId ? [] : invariantClaims(this.defined.definition.invariants, {
      source: this.policyName,
      spared: [...this.defined.definition.deployers ?? [], ...this.defined.exemptions.flatMap(({ principals }) => principals)],
      accounts: this.defined.organization.accounts.filter(({ active }) => active).map(({ accountId, management }) => ({
        id: accountId,
        management,
        stage: this._binds(accountId) ? 'enforce' : this.defined.rollout._stageOf(accountId, this.defined.organization),
        exemption: this.defined.exemptions.find(({ accountIds }) => accountIds.includes(accountId)),
      })),
    });
  }

  /** @internal Whether it binds an account. */
  public _binds(accountId: string): boolean {
    return this.defined.organization._chainTo(accountId).some(({ id }) => this.targetIds.includes(id))
      && accountId !== this.defined.organization.managementAccount.accountId;
  }

  /** @internal */
  public _statements(): readonly Statement[] {
    return this.defined.statements;
  }

  /** @internal */
  public _definition(): GuardrailDefinition {
    return this.defined.definition;
  }

  /** @internal */
  public _exemptions(): readonly ResolvedExemption[] {
    return this.defined.exemptions;
  }

  /** @internal */
  public _rollout(): Rollout {
    return this.defined.rollout;
  }

  /** @internal */
  public _organization(): Organization {
    return this.defined.organization;
  }

  /** @internal What each class calls in its constructor: checks everything, then makes the policy. */
  protected _define(props: GuardrailProps, definition: GuardrailDefinition): void {
    const { organization } = props;
    const asOf = props.asOf ?? today();
    const policyName = props.policyName ?? definition.name;
    const place = { partition: organization.partition, homeRegion: organization.homeRegion, directory: organization._directory() };
    const guardrail = { name: policyName, kinds: definition.exempts };
    const resolved = (props.exemptions ?? []).map((exemption) => resolveExemption(guardrail, exemption._data(), place, asOf));
    const exemptions = resolved.map(({ exemption }) => exemption);
    const statements = definition.statements(allExempt(exemptions));
    const rollout = props.rollout._rolloutOf(policyName);
    this.defined = {
      definition, policyName, exemptions, statements, rollout, organization,
      content: minified(policyDocument(statements)),
      targetIds: rollout._enforcedIds(organization),
    };
    refuse([
      ...placementProblems(this, inManagementAccount(definition.what, organization)),
      ...asOfProblems(asOf),
      ...rollout._problems(organization),
      ...definition.problems,
      ...principalProblems('Deployer', `'deployers' of ${policyName}`, definition.deployers ?? [], place),
      ...resolved.flatMap(({ problems }) => problems),
      ...nameProblems(policyName),
      ...this.evidenceProblems(asOf),
      ...sizeProblems(policyName, statements, definition.type === SCP ? organization._quotas().scpBytes : organization._quotas().rcpBytes),
    ], this);
    this.makePolicy();
    this.warn(asOf);
  }

  private makePolicy(): void {
    const ours = () => OrganizationGuardrails.of(this, this.defined.organization.organizationId);
    const earlier = this.writers();
    this.deployAfterOtherStacks();
    new GuardrailPolicy(this, 'Resource', () => ours().policyHostedBy(this)).node.addDependency(...earlier);
    this.node.addValidation({ validate: () => ours().validate(this) });
    writeRollbacksAtSynth(this);
  }

  private evidenceProblems(asOf: string): Problem[] {
    const { policyName, contentHash: sha256, defined: { rollout, organization } } = this;
    return rollout._byEvidence(organization).flatMap((enforced) => evidenceProblems({ ...enforced, policyName, sha256, asOf }));
  }

  /** Organizations takes one write at a time, and policies only after their type was enabled. */
  private writers(): Construct[] {
    const { organizationId } = this.defined.organization;
    const earlier = (other: IConstruct) =>
      other instanceof Guardrail && other !== this && other.defined?.organization.organizationId === organizationId;
    return Stack.of(this).node.findAll().filter((other): other is Construct => other instanceof OrganizationFeatures || earlier(other));
  }

  /** Stacks of one account may be deployed at the same time, and Organizations refuses writes at the same time. */
  private deployAfterOtherStacks(): void {
    const own = Stack.of(this);
    const { organizationId } = this.defined.organization;
    const others = new Set(this.node.root.node.findAll().filter((other): other is Guardrail =>
      other instanceof Guardrail && other.defined?.organization.organizationId === organizationId).map((other) => Stack.of(other)));
    for (const other of others) {
      if (other !== own && CdkStage.of(other) === CdkStage.of(own) && !dependsOn(other, own) && !dependsOn(own, other)) {
        own.addStackDependency(other, 'Organizations takes one write at a time');
      }
    }
  }

  private warn(asOf: string): void {
    for (const exemption of this.defined.exemptions.filter((one) => expiresSoon(one, asOf))) {
      Annotations.of(this).addWarningV2('cdk-zero-trust-landing-zone:exemption-expires',
        `The exemption of ${exemptNames(exemption)} from ${this.policyName} expires on ${exemption.expires} (owner: ${exemption.owner}).`);
    }
    for (const { place, evidence } of this.defined.rollout._byEvidence(this.defined.organization)) {
      const counted = evidence.policies.find(({ name }) => name === this.policyName)!;
      if (counted.denied + counted.undeterminable > 0) {
        Annotations.of(this).addWarningV2('cdk-zero-trust-landing-zone:evidence-denied',
          `The evidence for ${this.policyName} in '${place}' counts ${counted.denied} requests that it denies and ${counted.undeterminable} that nobody can say of; `
          + `${evidence.approver} approved it on ${evidence.approvedAt}.`);
      }
      if (daysBetween(evidence.to, asOf) > EVIDENCE_DAYS) {
        Annotations.of(this).addWarningV2('cdk-zero-trust-landing-zone:evidence-old',
          `The evidence for ${this.policyName} in '${place}' ends on ${evidence.to}, ${daysBetween(evidence.to, asOf)} days before ${asOf}; replay what happened since.`);
      }
    }
  }
}

/** Evidence whose last event is older may speak of another way of working. */
const EVIDENCE_DAYS = 90;

function dependsOn(one: Stack, other: Stack): boolean {
  return one.dependencies.some((before) => before === other || dependsOn(before, other));
}

function nameProblems(name: string): Problem[] {
  return /^[\w .+=,@-]{1,128}$/.test(name) ? [] : [{
    code: 'PolicyName',
    problem: `the policy name '${name}' has ${name.length} characters; it must have 1 to 128 out of letters, digits, spaces and _.+=,@-`,
    fix: 'choose a shorter, plainer name',
  }];
}
