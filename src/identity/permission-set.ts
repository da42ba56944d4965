import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { refuse } from '../private/errors';
import { type PermissionSetData, isUnlimited, knownStatements } from './domain/permission-set-data';
import { administrator } from './domain/presets/administrator';
import { billingReadOnly } from './domain/presets/billing-read-only';
import { dataAnalyst } from './domain/presets/data-analyst';
import { dataEngineer } from './domain/presets/data-engineer';
import { devOps } from './domain/presets/dev-ops';
import { developer, developerAccess } from './domain/presets/developer';
import { operator } from './domain/presets/operator';
import type { Preset } from './domain/presets/preset';
import { readOnly } from './domain/presets/read-only';
import { securityAuditor } from './domain/presets/security-auditor';
import type { PermissionSetProps, PresetProps } from './permission-set-props';
import { askedContents, askedTrailRoles, builderOptions, dataAnalystOptions, dataEngineerOptions, operatorOptions } from './preset-options';
import type {
  AuditTrailPresetProps, BuilderPresetProps, DataAnalystPresetProps, DataEngineerPresetProps, OperatorPresetProps, ReadOnlyPresetProps,
} from './preset-props';

/**
 * What people may do in an account once they hold it: a preset written to a role, or a set of a team's own.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
 */
export class PermissionSet {
  /**
   * 'Developer': builds and debugs outside production; no identities, no organization, no audit settings. Passes roles under one path only and makes roles
   * only within the permissions boundary. 8 h.
   *
   * @param props what to change about the preset
   */
  public static developer(props?: BuilderPresetProps): PermissionSet {
    return fromPreset(developer(builderOptions(props, 'PermissionSet.developer')), props);
  }

  /**
   * 'DataEngineer': the lake, the warehouse and the pipelines of an account, contents included; passes roles under one path only, opens no data to others. 8 h.
   *
   * @param props what to change about the preset
   */
  public static dataEngineer(props?: DataEngineerPresetProps): PermissionSet {
    return fromPreset(dataEngineer(dataEngineerOptions(props, 'PermissionSet.dataEngineer')), props);
  }

  /**
   * 'DevOps': runs the platform outside production: networks, clusters, keys, names, backups. Reads IAM, passes roles under one path only and makes roles
   * only within the permissions boundary. 8 h.
   *
   * @param props what to change about the preset
   */
  public static devOps(props?: BuilderPresetProps): PermissionSet {
    return fromPreset(devOps(builderOptions(props, 'PermissionSet.devOps')), props);
  }

  /**
   * 'ReadOnly': looks at configuration, state and measures; reads no secrets, and no contents but those asked for. 8 h.
   *
   * @param props what to change about the preset
   */
  public static readOnly(props?: ReadOnlyPresetProps): PermissionSet {
    return fromPreset(readOnly(askedContents(props, 'PermissionSet.readOnly'), askedTrailRoles(props)), props);
  }

  /**
   * 'BillingReadOnly': costs, budgets and invoices. 8 h.
   *
   * @param props what to change about the preset
   */
  public static billingReadOnly(props?: PresetProps): PermissionSet {
    return fromPreset(billingReadOnly(), props);
  }

  /**
   * 'DeveloperAccess': what `developer()` gives, under this name. 8 h.
   *
   * @param props what to change about the preset
   */
  public static developerAccess(props?: BuilderPresetProps): PermissionSet {
    return fromPreset(developerAccess(builderOptions(props, 'PermissionSet.developerAccess')), props);
  }

  /**
   * 'DataAnalyst': queries data that carries a tag, with Athena; changes none. 8 h.
   *
   * @param props what to change about the preset
   */
  public static dataAnalyst(props?: DataAnalystPresetProps): PermissionSet {
    return fromPreset(dataAnalyst(dataAnalystOptions(props, 'PermissionSet.dataAnalyst')), props);
  }

  /**
   * 'SecurityAuditor': sees configuration and findings everywhere, no secrets, no data, changes nothing; the audit trail where it is asked for. 8 h.
   *
   * @param props what to change about the preset
   */
  public static securityAuditor(props?: AuditTrailPresetProps): PermissionSet {
    return fromPreset(securityAuditor(askedTrailRoles(props)), props);
  }

  /**
   * 'Operator': runs production: starts, stops, scales, patches, takes back, opens shells; makes nothing new and no identities. 8 h.
   *
   * @param props what to change about the preset
   */
  public static operator(props?: OperatorPresetProps): PermissionSet {
    return fromPreset(operator(operatorOptions(props, 'PermissionSet.operator')), props);
  }

  /**
   * 'Administrator': everything the guardrails leave. Privileged, 4 h.
   *
   * @param props what to change about the preset
   */
  public static administrator(props?: PresetProps): PermissionSet {
    return fromPreset(administrator(), props);
  }

  /**
   * A set of a team's own.
   *
   * @param props what it gives; raises `PermissionSetStatement` when a statement is no statement of an identity policy
   */
  public static custom(props: PermissionSetProps): PermissionSet {
    const allowed = {
      managedPolicies: [...props.managedPolicies ?? []],
      customerManagedPolicies: (props.customerManagedPolicies ?? []).map((policy) => policy._reference()),
      deployed: [...(props.customerManagedPolicies ?? []).flatMap((policy) => policy._deployed()), ...props.permissionsBoundary?._deployed() ?? []],
      statements: (props.statements ?? []).map((statement) => statementJson(statement, props.name)),
    };
    const privileged = props.privileged ?? isUnlimited({ ...allowed, statements: knownStatements(allowed) });
    return new PermissionSet({
      ...allowed,
      name: props.name,
      description: props.description,
      sessionMinutes: props.sessionDuration?.toMinutes({ integral: false }) ?? (privileged ? 60 : 480),
      boundary: props.permissionsBoundary?._data(),
      relayState: props.relayState,
      tags: { ...props.tags },
      privileged,
    });
  }

  /** @internal */
  public static _of(set: PermissionSetData): PermissionSet {
    return new PermissionSet(set);
  }

  /** The set's name: what access rules call it. */
  public readonly name: string;

  /** Whether it is held for a limited time only. */
  public readonly privileged: boolean;

  private constructor(private readonly set: PermissionSetData) {
    this.name = set.name;
    this.privileged = set.privileged;
  }

  /** @internal */
  public _data(): PermissionSetData {
    return this.set;
  }

}

function fromPreset(preset: Preset, props: PresetProps = {}): PermissionSet {
  return PermissionSet._of({
    name: props.name ?? preset.name,
    description: preset.description,
    sessionMinutes: props.sessionDuration?.toMinutes({ integral: false }) ?? preset.sessionMinutes,
    managedPolicies: preset.managedPolicies,
    customerManagedPolicies: [],
    statements: preset.statements,
    work: preset.work,
    deployed: props.permissionsBoundary?._deployed() ?? [],
    boundary: props.permissionsBoundary?._data(),
    relayState: props.relayState,
    tags: { ...props.tags },
    privileged: preset.privileged ?? false,
  });
}

function statementJson(statement: PolicyStatement, set: string): Record<string, unknown> {
  refuse(statement.validateForIdentityPolicy().map((problem) => ({
    code: 'PermissionSetStatement',
    problem: `a statement of '${set}' does not belong into a permission set: ${problem}`,
    fix: 'write effect, actions and resources, and no principal: the people who hold the set are the principal',
  })), 'PermissionSet.custom');
  return statement.toStatementJson();
}
