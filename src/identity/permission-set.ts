import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { refuse } from '../private/errors';
import { type PermissionSetData, isUnlimited } from './domain/permission-set-data';
import { PRESETS, type Preset } from './domain/presets';
import type { PermissionSetProps, PresetProps } from './permission-set-props';

/**
 * What people may do in an account once they hold it: a preset written to a role, or a set of a team's own.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
 */
export class PermissionSet {
  /**
   * 'Developer': builds and debugs; no identities, no organization, no audit settings. 8 h.
   *
   * @param props what to change about the preset
   */
  public static developer(props?: PresetProps): PermissionSet {
    return fromPreset(PRESETS.developer, props);
  }

  /**
   * 'DataEngineer': the lake, the warehouse and the pipelines of an account; passes roles under the path '/application/', opens no bucket to others. 8 h.
   *
   * @param props what to change about the preset
   */
  public static dataEngineer(props?: PresetProps): PermissionSet {
    return fromPreset(PRESETS.dataEngineer, props);
  }

  /**
   * 'DevOps': runs the platform outside production; reads IAM, passes roles under the path '/application/'. 8 h.
   *
   * @param props what to change about the preset
   */
  public static devOps(props?: PresetProps): PermissionSet {
    return fromPreset(PRESETS.devOps, props);
  }

  /**
   * 'ReadOnly': looks at everything but secrets. 8 h.
   *
   * @param props what to change about the preset
   */
  public static readOnly(props?: PresetProps): PermissionSet {
    return fromPreset(PRESETS.readOnly, props);
  }

  /**
   * 'BillingReadOnly': costs and invoices. 8 h.
   *
   * @param props what to change about the preset
   */
  public static billingReadOnly(props?: PresetProps): PermissionSet {
    return fromPreset(PRESETS.billingReadOnly, props);
  }

  /**
   * 'DeveloperAccess': what `developer()` gives, under this name. 8 h.
   *
   * @param props what to change about the preset
   */
  public static developerAccess(props?: PresetProps): PermissionSet {
    return fromPreset(PRESETS.developerAccess, props);
  }

  /**
   * 'DataAnalyst': queries the lake with Athena, reads its files, looks at dashboards. 8 h.
   *
   * @param props what to change about the preset
   */
  public static dataAnalyst(props?: PresetProps): PermissionSet {
    return fromPreset(PRESETS.dataAnalyst, props);
  }

  /**
   * 'SecurityAuditor': sees configuration everywhere, no secrets, no data, changes nothing. 8 h.
   *
   * @param props what to change about the preset
   */
  public static securityAuditor(props?: PresetProps): PermissionSet {
    return fromPreset(PRESETS.securityAuditor, props);
  }

  /**
   * 'Operator': runs production, makes no identities. 8 h.
   *
   * @param props what to change about the preset
   */
  public static operator(props?: PresetProps): PermissionSet {
    return fromPreset(PRESETS.operator, props);
  }

  /**
   * 'Administrator': everything the guardrails leave. Privileged, 4 h.
   *
   * @param props what to change about the preset
   */
  public static administrator(props?: PresetProps): PermissionSet {
    return fromPreset(PRESETS.administrator, props);
  }

  /**
   * A set of a team's own.
   *
   * @param props what it gives; raises `PermissionSetStatement` when a statement is no statement of an identity policy
   */
  public static custom(props: PermissionSetProps): PermissionSet {
    const allowed = {
      managedPolicies: [...props.managedPolicies ?? []],
      statements: (props.statements ?? []).map((statement) => statementJson(statement, props.name)),
    };
    const privileged = props.privileged ?? isUnlimited(allowed);
    return new PermissionSet({
      ...allowed,
      name: props.name,
      description: props.description,
      sessionMinutes: props.sessionDuration?.toMinutes({ integral: false }) ?? (privileged ? 60 : 480),
      customerManagedPolicies: (props.customerManagedPolicies ?? []).map(({ name, path }) => ({ name, path: path ?? '/' })),
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
