import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { carriedEvidence, mfaEvidenceInvariants, mfaEvidenceProblems, mfaEvidenceStatements } from './domain/mfa-evidence';
import { exceptExempt } from './domain/statement-conditions';
import { Guardrail } from './guardrail';
import type { GuardrailProps } from './guardrail-props';
import { globalServicesRegion } from '../organization/domain/global-region';
import { SCP } from '../organization/domain/policy-slots';
import { listed } from '../organization/domain/problem';
import { MFA_EVIDENCE_POLICY } from '../private/naming';

/** Which session tag is evidence, and where it is asked for. */
export interface MfaEvidenceSCPProps extends GuardrailProps {
  /**
   * Key of the session tag that the identity provider sends, 1 to 128 characters; upper and lower case are the same. Raises `MfaEvidenceTag`.
   *
   * @default 'mfa'
   */
  readonly sessionTag?: string;

  /**
   * What it says of somebody who signed in with a second factor, 1 to 256 characters; upper and lower case differ. Raises `MfaEvidenceValue`.
   *
   * @default 'true'
   */
  readonly value?: string;
}

/**
 * Denies everything to sessions of Identity Center that lack the session tag by which the identity provider says that a second factor was used.
 *
 * It is asked of Identity Center's own roles only: other roles, users, root, service-linked roles and AWS services are not touched. That includes a role
 * that somebody takes from an Identity Center session. The tag is the identity provider's word; AWS checks nothing.
 *
 * If the identity provider stops sending it, everybody is locked out of the accounts that are bound, at once and in open sessions too: enforcing it is a
 * warning, and `docs/mfa-evidence.md` has the order of introduction and the way back. For a stack in the management account (`StackAccount`), which it does not bind.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/attributesforaccesscontrol.html
 */
export class MfaEvidenceSCP extends Guardrail {
  /** Key of the session tag. */
  public readonly sessionTag: string;

  /** What it says of somebody who signed in with a second factor. */
  public readonly value: string;

  private readonly organizationId: string;

  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props which tag, where it binds, and whom it leaves alone
   */
  public constructor(scope: Construct, id: string, props: MfaEvidenceSCPProps) {
    super(scope, id);
    const { organization } = props;
    const { partition, homeRegion } = organization;
    this.sessionTag = props.sessionTag ?? 'mfa';
    this.value = props.value ?? 'true';
    this.organizationId = organization.organizationId;
    const tag = { partition, key: this.sessionTag, value: this.value };
    this._define(props, {
      type: SCP,
      name: MFA_EVIDENCE_POLICY,
      what: 'a deny without MFA evidence',
      purpose: `Denies everything to Identity Center sessions without the session tag ${this.sessionTag} = ${this.value}, the identity provider's word that a second factor was used`,
      statements: (exempt) => mfaEvidenceStatements(tag).map((statement) => exceptExempt(statement, exempt)),
      exempts: ['principals', 'accounts'],
      invariants: mfaEvidenceInvariants({ ...tag, homeRegion, globalRegion: globalServicesRegion(partition) }),
      carried: carriedEvidence(tag),
      problems: mfaEvidenceProblems(tag),
    });
    this.warnOfLockOut();
  }

  /** @internal The session tag it asks for in an organization; undefined for another organization. */
  public _sessionTagIn(organizationId: string): string | undefined {
    return organizationId === this.organizationId ? this.sessionTag : undefined;
  }

  private warnOfLockOut(): void {
    const places = this._rollout()._named().filter(({ stage }) => stage === 'enforce').map(({ place }) => place);
    if (places.length > 0) {
      Annotations.of(this).addWarningV2('cdk-zero-trust-landing-zone:mfa-evidence-lock-out',
        `${this.policyName} is enforced on ${listed(places)}: Identity Center sessions without the session tag '${this.sessionTag}' = '${this.value}' are denied everything there, `
        + 'and so is everybody once the identity provider stops sending it. Keep a way in that does not lead through Identity Center, and read docs/mfa-evidence.md first.');
    }
  }
}
