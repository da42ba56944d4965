import { Annotations, Stack } from 'aws-cdk-lib';
import type { aws_dynamodb } from 'aws-cdk-lib/interfaces';
import { Construct, type IConstruct } from 'constructs';
import type { AccessDrift, AccessDriftOptions } from './access-drift';
import type { AccessRecords } from './access-records';
import type { AccessRule } from './access-rule';
import { AdoptionAtSynth } from './adoption-at-synth';
import { AssignmentEngine } from './assignment-engine';
import { CatalogSide } from './catalog-side';
import type { CustomerManagedPolicy } from './customer-managed-policy';
import { type AccessMatrix, accessMatrix } from './domain/access-matrix';
import { MANAGEMENT_SUFFIX, catalogSides } from './domain/catalog-sides';
import type { EngineChoice } from './domain/engine-choice';
import { engineProblems, managementProblems } from './domain/engine-problems';
import { groupFindings } from './domain/group-findings';
import type { PermissionSetData } from './domain/permission-set-data';
import { workOf } from './domain/set-work';
import { managementDrift } from './management-drift';
import type { PermissionSet } from './permission-set';
import { PermissionSetPolicies } from './permission-set-policies';
import { type IdentityCenterPlace, identityCenterRole } from '../organization/domain/callers';
import { askedRegion, globalServicesRegion } from '../organization/domain/global-region';
import { compare } from '../organization/domain/order';
import { type Problem, listed } from '../organization/domain/problem';
import type { Organization } from '../organization/organization';
import type { Claim } from '../policy/domain/claim';
import { ValidationError, refuse } from '../private/errors';
import { identityCenterProblems, placementProblems, inManagementAccount } from '../private/placement';
import { today } from '../private/today';

/** The access model of an organization. */
export interface PermissionSetCatalogProps {
  /** The organization. Raises `IdentityCenterMissing` when its snapshot has no Identity Center instance. */
  readonly organization: Organization;

  /** The permission sets. Sets that no rule uses are created as well, so that people can be given them for a limited time. */
  readonly permissionSets: PermissionSet[];

  /** Who gets which set where. What is not written here is not given. */
  readonly access: AccessRule[];

  /**
   * A scope in a stack of the management account, for what the delegated administrator cannot serve:
   * sets and assignments of the management account itself. Its stack must be there, in the same Region (`StackAccount`, `StackRegion`, `StackEnvironment`).
   * Not needed in a stack of the management account.
   *
   * @default - a rule that reaches the management account raises `ManagementScopeMissing`
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html
   */
  readonly managementScope?: Construct;

  /**
   * Names of permission sets that people are given in the management account for a limited time, by whatever does that: they have twins there although no rule
   * reaches it. Needs a `managementScope` where the catalogue splits. A name that no set has is left to whoever lends it.
   *
   * @default - only sets that rules use in the management account have twins
   */
  readonly lentInManagement?: string[];

  /**
   * Customer managed policies that every twin in the management account carries besides its own, such as one that denies open sessions there.
   * They must exist in that account before the twins. Without effect where the catalogue does not split.
   *
   * @default - none
   */
  readonly managementPolicies?: CustomerManagedPolicy[];

  /**
   * Who makes the assignments of member accounts; those of the management account, which is one account, are always made by CloudFormation.
   *
   * @default AssignmentEngine.native()
   */
  readonly assignments?: AssignmentEngine;

  /**
   * How what is there is compared with what is declared. Raises what is documented at `AccessDrift`. Of a split catalogue, the side in the
   * management account reads no `ledgerTable`, which stands in the other account.
   *
   * @default - once a day, after each deployment and after each change; what nobody declared is reported
   */
  readonly drift?: AccessDriftOptions;

  /**
   * The day that expiry dates are compared with, such as '2026-11-01'. It decides errors and warnings and is never written into a template.
   *
   * @default - today, in UTC
   */
  readonly asOf?: string;
}

/**
 * Permission sets and who holds them: one access model over all accounts.
 *
 * For a stack in the account that administers Identity Center (`StackAccount`, `StackEnvironment`), in its Region (`StackRegion`). Used from a delegated
 * administrator, it splits in two where rules reach the management account: the sets used there are sets of their own,
 * with '-mgmt' appended to the name, in the `managementScope`. Used in the management account itself it stays whole.
 *
 * Everything wrong with sets and rules is raised in one error, and so are `PermissionSetTwice` and `PermissionSetTwinName` for names that meet,
 * and `AssignmentsTooMany` when CloudFormation cannot hold the assignments.
 * Removing a rule removes its assignments and touches no other. In the management account, the twin of a set goes with the last rule that needs it.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html
 */
export class PermissionSetCatalog extends Construct {
  /** @internal The catalogues of one organization in the app that a construct stands in. */
  public static _of(organizationId: string, scope: IConstruct): PermissionSetCatalog[] {
    return scope.node.root.node.findAll().filter((other): other is PermissionSetCatalog =>
      other instanceof PermissionSetCatalog && other.organizationId === organizationId);
  }

  /** ARNs of the permission sets that member accounts use, by name. */
  public readonly permissionSetArns: Record<string, string>;

  /** ARNs of the permission sets that the management account uses, by the name that rules use. The same as `permissionSetArns` when the catalogue is whole. */
  public readonly managementPermissionSetArns: Record<string, string>;

  /** Where deployments write down what they want, and checks what they found. */
  public readonly records: AccessRecords;

  /** Compares what is there with what is declared. */
  public readonly drift: AccessDrift;

  /** The same for what the management account holds; only where the catalogue is split and rules reach that account. */
  public readonly managementDrift?: AccessDrift;

  private readonly matrix: AccessMatrix;
  private readonly split: boolean;
  private readonly organizationId: string;
  private readonly place: IdentityCenterPlace;
  private readonly sets: readonly PermissionSetData[];
  private readonly ledgerTable?: aws_dynamodb.ITableRef;
  private readonly twin?: CatalogSide;

  /**
   * @param scope a scope in a stack of the account that administers Identity Center
   * @param id of the construct
   * @param props the access model
   */
  public constructor(scope: Construct, id: string, props: PermissionSetCatalogProps) {
    super(scope, id);
    const { organization, permissionSets, managementScope } = props;
    const sets = permissionSets.map((set) => set._data());
    const rules = props.access.map((rule) => ({ ...rule, accounts: rule.accounts._selection() }));
    this.matrix = accessMatrix({ permissionSets: sets, rules }, organization._directory(), organization._quotas(), props.asOf ?? today());
    this.split = Stack.of(this).account !== organization.managementAccount.accountId;
    const lent = (props.lentInManagement ?? []).filter((name) => sets.some((set) => set.name === name));
    const sides = catalogSides(sets, this.matrix, lent);
    const twins = sides.management.sets.map(({ logicalName, set }) => ({ logicalName, set: withPolicies(set, props.managementPolicies ?? []) }));
    const { assignments: there } = sides.management;
    const here = this.split ? sides.members : { sets: sets.map((set) => ({ logicalName: set.name, set })), assignments: this.matrix.assignments };
    const engine = (props.assignments ?? AssignmentEngine.native())._choice();
    refuse([
      ...this.matrix.problems,
      ...(this.split ? sides.problems : []),
      ...this.placementProblems(organization, managementScope),
      ...(this.split && twins.length > 0 && !managementScope ? [managementScopeMissing(there.length, lent, organization)] : []),
      ...engineProblems(engine, here, organization._quotas()),
      ...(this.split ? managementProblems(sides.management, organization._quotas()) : []),
      ...PermissionSetPolicies._problems(props),
    ], this);

    const policies = new PermissionSetPolicies(managementScope ?? this, managementScope ? `${id}Policies` : 'Policies', props);
    const common = { organization, policies, allGroups: props.access.map(({ group }) => group), drift: props.drift ?? {} };
    const members = { plan: here, rules, engine };
    const side = new CatalogSide(this, 'Sets', { ...common, ...members });
    const drift = managementDrift(common.drift, sets.map(({ name }) => name), twins.map(({ logicalName }) => logicalName));
    const management = { plan: { sets: twins, assignments: there }, lent, rules: [], engine: AssignmentEngine.native()._choice(), drift };
    this.twin = this.split && managementScope && twins.length > 0
      ? new CatalogSide(managementScope, `${id}Management`, { ...common, ...management }) : undefined;
    new AdoptionAtSynth(this, 'Adoption', organization, () => [side.adoptable(members), ...(this.twin ? [this.twin.adoptable(management)] : [])]);
    this.permissionSetArns = side.permissionSetArns;
    [this.records, this.drift, this.managementDrift] = [side.access.records, side.access.drift, this.twin?.access.drift];
    this.managementPermissionSetArns = this.split ? this.twin?.permissionSetArns ?? {} : this.permissionSetArns;
    this.organizationId = organization.organizationId;
    this.place = { partition: organization.partition, homeRegion: organization.homeRegion };
    this.sets = sets;
    this.ledgerTable = props.drift?.ledgerTable;
    this.node.addValidation({ validate: () => this.namesakes() });
    this.warn(organization, common.allGroups, engine, this.twin ? [...new Set(there.map(({ permissionSet }) => permissionSet))] : []);
  }

  /** @internal Whether its drift check asks this table who answers for assignments. */
  public _reads(table: aws_dynamodb.ITableRef): boolean {
    return this.ledgerTable === table;
  }

  /** @internal Has the twins in the management account wait for what makes `managementPolicies`. */
  public _managementSetsAfter(maker: IConstruct): void {
    this.twin?.node.addDependency(maker);
  }

  /** @internal */
  public _sets(): readonly PermissionSetData[] {
    return this.sets;
  }

  /** @internal */
  public _matrix(): AccessMatrix {
    return this.matrix;
  }

  /** @internal Each set must keep doing what it is for, in the accounts where somebody holds it. */
  public _claims(organizationId: string): readonly Claim[] {
    const globalRegion = globalServicesRegion(this.place.partition);
    return organizationId !== this.organizationId ? [] : this.sets.flatMap((set) => workOf(set).map((action): Claim => ({
      claim: `${set.name} calls ${action}`,
      expected: 'allowed',
      source: 'Identity Center',
      principal: identityCenterRole(this.place, set.name),
      action,
      resource: '*',
      regions: [askedRegion(action, { globalRegion, workRegion: this.place.homeRegion! })],
      accountIds: this.accountsOf(set.name),
      notCovered: [],
      fix: 'leave the action alone in the guardrail that denies it, exempt the set, or take the action out of the set',
    })));
  }

  private accountsOf(setName: string): string[] {
    const assigned = this.matrix.assignments.filter(({ permissionSet }) => permissionSet === setName);
    return [...new Set(assigned.map(({ account }) => account.id))].sort(compare);
  }

  /** @internal The name a set carries in the management account; undefined when it is not used there under a name of its own. */
  public _managementName(logicalName: string): string | undefined {
    return this.split && Object.hasOwn(this.managementPermissionSetArns, logicalName) ? `${logicalName}${MANAGEMENT_SUFFIX}` : undefined;
  }

  private placementProblems(organization: Organization, managementScope: Construct | undefined): Problem[] {
    const beside = identityCenterProblems(this, organization, { what: 'a permission set catalogue', nothing: 'permission sets need one', concrete: true });
    const { identityCenter } = organization;
    return !managementScope || !identityCenter ? beside : [...beside, ...placementProblems(managementScope, {
      ...inManagementAccount("the catalogue's `managementScope`", organization),
      region: { name: identityCenter.region, because: 'Identity Center lives there' },
      concrete: true,
    })];
  }

  /** The names its sets carry, twins included. */
  private names(): string[] {
    return this.sets.flatMap(({ name }) => [name, this._managementName(name) ?? name]);
  }

  /** Names are unique in an Identity Center instance, in whatever catalogue they stand. */
  private namesakes(): string[] {
    const others = PermissionSetCatalog._of(this.organizationId, this).filter((other) => other !== this);
    const folded = new Set(others.flatMap((other) => other.names()).map((name) => name.toLowerCase()));
    const twice = this.names().filter((name) => folded.has(name.toLowerCase()));
    return twice.length === 0 ? [] : [new ValidationError([{ where: this.node.path, problems: [{
      code: 'PermissionSetTwice',
      problem: `another catalogue of this organization makes the permission sets ${listed(twice)} too; names are unique`,
      fix: 'make one catalogue of both, or give the sets names of their own',
    }] }]).message];
  }

  private warn(organization: Organization, groups: readonly string[], engine: EngineChoice, twins: readonly string[]): void {
    const recorded = organization._access();
    const found = recorded ? groupFindings(groups, recorded.groups).warnings : [];
    for (const { id, message } of [...this.matrix.warnings, ...found]) {
      Annotations.of(this).addWarningV2(`cdk-zero-trust-landing-zone:${id}`, message);
    }
    if (engine.kind === 'native' && engine.handOver) {
      Annotations.of(this).addWarningV2('cdk-zero-trust-landing-zone:assignments-hand-over',
        'The assignments are being handed over: each is kept in Identity Center when it leaves the template, so removing a rule removes no access until `handOver` is taken away again.');
    }
    if (twins.length > 0) {
      Annotations.of(this).addWarningV2('cdk-zero-trust-landing-zone:management-account-access',
        `Rules reach the management account, which no guardrail binds and the delegated administrator cannot serve; the sets ${twins.map((name) => `'${name}'`).join(', ')} `
        + `have twins there whose names end in '${MANAGEMENT_SUFFIX}'.`);
    }
  }
}

function withPolicies(set: PermissionSetData, policies: readonly CustomerManagedPolicy[]): PermissionSetData {
  return { ...set, customerManagedPolicies: [...set.customerManagedPolicies, ...policies.map((policy) => policy._reference())] };
}

function managementScopeMissing(count: number, lent: readonly string[], { managementAccount }: Organization): Problem {
  const lending = lent.length > 0 ? [`lending ${listed(lent)}`] : [];
  const what = [...(count > 0 ? [`${count} assignments`] : []), ...lending].join(' and ');
  return {
    code: 'ManagementScopeMissing',
    problem: `${what} fall in the management account '${managementAccount.name}' (${managementAccount.accountId}), which the delegated administrator of Identity Center cannot serve`,
    fix: 'give `managementScope`, a scope in a stack of the management account, or leave the management account out with `.except(…)`',
  };
}
