import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { SCP } from '../organization/domain/policy-slots';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { type Statement, minified, policyDocument, utf8Bytes } from '../policy/domain/document';
import { ValidationError, refuse } from '../private/errors';
import { sizeProblems, slotProblems } from './domain/policy-fit';
import type { ScpTarget } from './scp-target';

export interface ServiceControlPolicyProps {
  readonly organization: Organization;
  readonly name: string;
  readonly description: string;
  readonly statements: readonly Statement[];
  /** Where it binds; with none it is created and attached nowhere. */
  readonly targets: readonly ScpTarget[];
  /** What the guardrail found wrong with its own props, to be raised together with what is wrong here. */
  readonly problems: readonly Problem[];
}

/** One service control policy of this landing zone, checked against the size and the free slots of its targets. */
export class ServiceControlPolicy extends Construct {
  public readonly policyName: string;
  public readonly bytes: number;
  public readonly content: string;
  public readonly targetIds: readonly string[];
  private readonly organization: Organization;

  public constructor(scope: Construct, id: string, props: ServiceControlPolicyProps) {
    super(scope, id);
    this.organization = props.organization;
    this.policyName = props.name;
    const document = policyDocument(props.statements);
    this.content = minified(document);
    this.bytes = utf8Bytes(this.content);
    const targets = props.targets.map((target) => target._resolve(props.organization));
    this.targetIds = [...new Set(targets.flatMap((target) => ('id' in target ? [target.id] : [])))].sort();
    refuse([
      ...props.problems,
      ...targets.flatMap((target) => ('problem' in target ? [target.problem] : [])),
      ...sizeProblems(props.name, this.bytes, props.organization._quotas().scpBytes),
      ...this.slotProblems([this]),
    ], scope);
    // slots are shared: what fits alone may not fit beside its siblings, wherever in the app they are.
    this.node.addValidation({ validate: () => this.siblingProblems() });
    new CfnPolicy(this, 'Resource', {
      name: props.name,
      description: props.description,
      type: SCP,
      content: document,
      targetIds: this.targetIds.length > 0 ? [...this.targetIds] : undefined,
    });
  }

  private siblingProblems(): string[] {
    const all = this.node.root.node.findAll().filter((other): other is ServiceControlPolicy =>
      other instanceof ServiceControlPolicy && other.organization.organizationId === this.organization.organizationId);
    // the last one speaks for all.
    const problems = all[all.length - 1] === this ? [...nameProblems(all), ...this.slotProblems(all)] : [];
    return problems.length > 0 ? [new ValidationError([{ where: this.node.path, problems }]).message] : [];
  }

  private slotProblems(policies: readonly ServiceControlPolicy[]): Problem[] {
    const names = new Set(policies.map(({ policyName }) => policyName));
    const targets = [...new Set(policies.flatMap(({ targetIds }) => targetIds))].sort();
    return targets.flatMap((target) => slotProblems({
      targetName: this.organization._chainTo(target).at(-1)!.name,
      foreign: this.organization.policiesOn(target).filter(({ type, name }) => type === SCP && !names.has(name)),
      ours: policies.filter(({ targetIds }) => targetIds.includes(target)).map(({ policyName }) => policyName),
    }, this.organization._quotas().scpsPerTarget));
  }
}

function nameProblems(policies: readonly ServiceControlPolicy[]): Problem[] {
  const names = policies.map(({ policyName }) => policyName);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) => ({
    code: 'PolicyNameTwice',
    problem: `${names.filter((other) => other === name).length} guardrails make a policy called '${name}'; names are unique in an organization`,
    fix: 'give each guardrail a `policyName` of its own',
  }));
}
