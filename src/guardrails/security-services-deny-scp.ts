import type { Construct } from 'constructs';
import { securityServicesStatements } from './domain/security-services-deny';
import { Guardrail } from './guardrail';
import type { GuardrailProps } from './guardrail-props';
import { administrator, rootUser } from '../organization/domain/callers';
import { globalServicesRegion } from '../organization/domain/global-region';
import { SCP } from '../organization/domain/policy-slots';
import type { Problem } from '../organization/domain/problem';
import { SECURITY_SERVICES_POLICY } from '../private/naming';

/** A key of the audit trail's vault, told by its alias because its id is known only after it was made. */
export interface VaultKey {
  /** The alias, with 'alias/' before it. Raises `VaultKeyAlias`. */
  readonly alias: string;

  /** Name or id of the account it is in. Raises `AccountUnknown`, `AccountAmbiguous`. */
  readonly account: string;
}

/** What is protected besides the security services, and who may change it. */
export interface SecurityServicesDenySCPProps extends GuardrailProps {
  /**
   * ARN patterns of the roles that may change security services, because they deploy them. Raises `DeployerPrincipal`, `DeployerTooBroad`.
   *
   * @default - nobody
   */
  readonly deployers?: string[];

  /**
   * Names of the buckets that keep the audit trail.
   *
   * @default - none
   */
  readonly vaultBuckets?: string[];

  /**
   * Keys that the audit trail is encrypted with.
   *
   * @default - none
   */
  readonly vaultKeys?: VaultKey[];
}

/**
 * Denies deleting and weakening CloudTrail, Config, GuardDuty, Security Hub, Access Analyzer and the audit trail's vault, changing policies of
 * the organization and closing an account to everybody but deployers, and leaving the organization to everybody, administrators and root included.
 *
 * Leaving the organization and shortening the life of a log in the vault is denied to deployers as well, and no exemption reaches that. It does not bind the management account, where the organization
 * trail itself is: keep work and people out of it. For a stack in the management account (`StackAccount`).
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export class SecurityServicesDenySCP extends Guardrail {
  /**
   * @param scope a scope in a stack of the management account
   * @param id of the construct
   * @param props what is protected, who may change it, where it binds
   */
  public constructor(scope: Construct, id: string, props: SecurityServicesDenySCPProps) {
    super(scope, id);
    const { organization, deployers = [], vaultBuckets = [], vaultKeys = [] } = props;
    const { partition, homeRegion } = organization;
    const globalRegion = globalServicesRegion(partition);
    const regional = { principal: administrator(organization), resource: '*', regions: [homeRegion ?? globalRegion] };
    const found = vaultKeys.map(({ alias, account }) => ({ alias, found: organization._find(account) }));
    this._define(props, {
      type: SCP,
      name: SECURITY_SERVICES_POLICY,
      what: 'a guardrail of security services',
      purpose: 'Denies deleting and weakening CloudTrail, Config, GuardDuty, Security Hub, Access Analyzer and the vault of the audit trail, and leaving the organization',
      statements: (exempt) => securityServicesStatements({
        partition, deployers, exempt, vaultBuckets, vaultKeys: found.flatMap(({ alias, found: one }) => ('account' in one ? [{ alias, accountId: one.account.id }] : [])),
      }),
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
        ...vaultBuckets.flatMap((name) => [
          { ...regional, claim: `Administrator changes the policy of ${name}`, action: 's3:PutBucketPolicy', resource: `arn:${partition}:s3:::${name}` },
          { ...regional, claim: `Administrator deletes a log in ${name}`, action: 's3:DeleteObjectVersion', resource: `arn:${partition}:s3:::${name}/log`, absolute: true },
        ]),
        ...found.flatMap(({ alias, found: one }) => ('account' in one ? [{
          ...regional, claim: `Administrator schedules the deletion of the key ${alias}`, action: 'kms:ScheduleKeyDeletion', context: { 'kms:ResourceAliases': [alias] },
          resource: `arn:${partition}:kms:${homeRegion ?? globalRegion}:${one.account.id}:key/any`, only: one.account.id,
        }] : [])),
      ],
      deployers,
      problems: [...found.flatMap(({ found: one }) => ('problem' in one ? [one.problem] : [])), ...vaultKeys.flatMap(aliasProblems)],
    });
  }
}

function aliasProblems({ alias }: VaultKey): Problem[] {
  return /^alias\/[\w/-]{1,250}$/.test(alias) ? [] : [{
    code: 'VaultKeyAlias', problem: `the alias '${alias}' of 'vaultKeys' must look like 'alias/name'`, fix: 'write the alias of the key, with \'alias/\' before it',
  }];
}
