import type { Construct } from 'constructs';
import { securityServicesStatements } from './domain/security-services-deny';
import { Guardrail } from './guardrail';
import type { GuardrailProps } from './guardrail-props';
import { administrator, rootUser } from '../organization/domain/callers';
import { globalServicesRegion } from '../organization/domain/global-region';
import { SCP } from '../organization/domain/policy-slots';
import { principalProblems } from '../organization/domain/role-patterns';
import { SECURITY_SERVICES_POLICY } from '../private/naming';

/** Who may change security services. */
export interface SecurityServicesDenySCPProps extends GuardrailProps {
  /**
   * ARN patterns of the roles that may change security services, because they deploy them. Raises `DeployerPrincipal`, `DeployerTooBroad`.
   *
   * @default - nobody
   */
  readonly deployers?: string[];

  /**
   * ARN patterns of further roles that may make and change recorders of AWS Config and where they deliver, and nothing else that is kept here, such as
   * 'arn:aws:iam::*:role/stacksets-exec-*', with which `ConfigRecorders` reaches member accounts. Raises `RecorderPrincipal`, `RecorderTooBroad`.
   *
   * @default - nobody
   */
  readonly recorders?: string[];
}

/**
 * Denies deleting and weakening CloudTrail, Config, GuardDuty, Security Hub and Access Analyzer, changing policies of
 * the organization and closing an account to everybody but deployers, and leaving the organization to everybody, administrators and root included.
 *
 * Leaving the organization is denied to deployers as well, and no exemption reaches that. The buckets and the key of the audit trail are kept by `AuditTamperDenySCP`. It does not bind
 * the management account, where the organization trail itself is: keep work and people out of it. For a stack in the management account (`StackAccount`).
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export class SecurityServicesDenySCP extends Guardrail {
  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props who may change what is protected, where it binds
   */
  public constructor(scope: Construct, id: string, props: SecurityServicesDenySCPProps) {
    super(scope, id);
    const { organization, deployers = [], recorders = [] } = props;
    const { partition, homeRegion } = organization;
    const globalRegion = globalServicesRegion(partition);
    const regional = { principal: administrator(organization), resource: '*', regions: [homeRegion ?? globalRegion] };
    this._define(props, {
      type: SCP,
      name: SECURITY_SERVICES_POLICY,
      what: 'a guardrail of security services',
      purpose: 'Denies deleting and weakening CloudTrail, Config, GuardDuty, Security Hub and Access Analyzer, and leaving the organization',
      statements: (exempt) => securityServicesStatements({ deployers, recorders, exempt }),
      exempts: ['principals', 'accounts'],
      invariants: [
        { ...regional, claim: 'Administrator stops the trail', action: 'cloudtrail:StopLogging' },
        { ...regional, claim: 'Administrator narrows what the trail records', action: 'cloudtrail:PutEventSelectors' },
        { ...regional, claim: "Administrator stops Config's recorder", action: 'config:StopConfigurationRecorder' },
        { ...regional, claim: 'Administrator switches GuardDuty off', action: 'guardduty:UpdateDetector' },
        { ...regional, claim: 'Administrator disables Security Hub', action: 'securityhub:DisableSecurityHub' },
        { ...regional, claim: 'Administrator deletes an analyzer', action: 'access-analyzer:DeleteAnalyzer' },
        { ...regional, claim: 'Administrator detaches a guardrail', action: 'organizations:DetachPolicy', regions: [globalRegion] },
        { ...regional, claim: 'Administrator leaves the organization', action: 'organizations:LeaveOrganization', regions: [globalRegion], absolute: true },
        {
          ...regional, claim: 'Administrator accepts the invitation of another organization', action: 'organizations:AcceptHandshake', regions: [globalRegion],
          absolute: true,
        },
        { ...regional, claim: 'root leaves the organization', principal: rootUser(organization), action: 'organizations:LeaveOrganization', regions: [globalRegion], absolute: true },
      ],
      deployers,
      leavesAlone: recorders,
      problems: principalProblems('Recorder', "'recorders'", recorders, organization),
    });
  }
}
