import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnInstanceAccessControlAttributeConfiguration } from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import { accessAttributeProblems, evidenceProblems } from './domain/access-attributes';
import { MfaEvidenceSCP } from '../guardrails/mfa-evidence-scp';
import type { Problem } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import { ValidationError, refuse } from '../private/errors';
import { identityCenterProblems } from '../private/placement';

/** A session tag that Identity Center fills from its identity store, for policies that compare `aws:PrincipalTag/<key>`. */
export interface AccessAttribute {
  /** Key of the session tag, 1 to 128 characters; upper and lower case are the same. Raises `AccessAttributeKey`, `AccessAttributeTwice`. */
  readonly key: string;

  /**
   * Where in the identity store its value stands, 1 to 256 characters, such as '${path:enterprise.department}'. Raises `AccessAttributeSource`.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/attributemappingsconcept.html
   */
  readonly source: string;
}

/** The attributes of an Identity Center instance. */
export interface AccessAttributesProps {
  /** The organization. Raises `IdentityCenterMissing` when its snapshot has no Identity Center instance. */
  readonly organization: Organization;

  /**
   * The session tags, 1 to 50. Raises `AccessAttributesCount`, and `AccessAttributeEvidence` for the tag that an `MfaEvidenceSCP` of the app asks for:
   * the identity store's value would win over the one that the identity provider sends.
   */
  readonly attributes: AccessAttribute[];
}

/**
 * Attributes for access control: which attributes of people Identity Center passes into their sessions as tags. This also switches the feature on.
 *
 * For a stack in the account that administers Identity Center (`StackAccount`), in its Region (`StackRegion`). An instance has one such configuration
 * (`AccessAttributesTwice`); one that was made by hand must be imported with `cdk import`, because CloudFormation does not take it over.
 * It is kept when it leaves the template: deleting it would switch the feature off, and with it every tag that policies ask for.
 * People get changed values when they sign in the next time.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/attributesforaccesscontrol.html
 */
export class AccessAttributes extends Construct {
  /** Keys of the session tags, as given. */
  public readonly keys: string[];

  private readonly attributes: readonly AccessAttribute[];
  private readonly organizationId: string;

  /**
   * @param scope a scope in a stack of the account that administers Identity Center
   * @param id of the construct
   * @param props the attributes
   */
  public constructor(scope: Construct, id: string, props: AccessAttributesProps) {
    super(scope, id);
    const { organization } = props;
    this.attributes = [...props.attributes];
    this.keys = this.attributes.map(({ key }) => key);
    this.organizationId = organization.organizationId;
    refuse([
      ...identityCenterProblems(this, organization, { what: 'a configuration of attributes for access control', nothing: 'attributes for access control need one' }),
      ...accessAttributeProblems(this.attributes),
      ...this.problemsInApp(),
    ], this);
    new CfnInstanceAccessControlAttributeConfiguration(this, 'Resource', {
      instanceArn: organization.identityCenter!.instanceArn,
      accessControlAttributes: this.attributes.map(({ key, source }) => ({ key, value: { source: [source] } })),
    }).applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    // a guardrail that is made later is seen only then.
    this.node.addValidation({ validate: () => this.messagesInApp() });
  }

  /** What only the rest of the app can tell. */
  private problemsInApp(): Problem[] {
    const others = this.node.root.node.findAll().filter((other) => other !== this);
    const tags = others.flatMap((other) => (other instanceof MfaEvidenceSCP ? other._sessionTagIn(this.organizationId) ?? [] : []));
    const rivals = others.filter((other) => other instanceof AccessAttributes && other.organizationId === this.organizationId);
    return [
      ...evidenceProblems(this.attributes, tags),
      ...rivals.map(({ node }) => ({
        code: 'AccessAttributesTwice',
        problem: `another construct of this app configures attributes for access control, '${node.path}'; an Identity Center instance has one configuration`,
        fix: 'name all attributes in one of them',
      })),
    ];
  }

  private messagesInApp(): string[] {
    const problems = this.problemsInApp();
    return problems.length === 0 ? [] : [new ValidationError([{ where: this.node.path, problems }]).message];
  }
}
