import { Duration, Stack } from 'aws-cdk-lib';
import { CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import type { AccessDriftOptions } from './access-drift';
import type { AdoptableSide, AssignmentOfSide } from './adoption-at-synth';
import { CatalogAccess } from './catalog-access';
import type { Organization } from '../organization/organization';
import type { RuleData } from './domain/access-matrix';
import { CATALOG_TAG } from './domain/adoption-names';
import type { SidePlan } from './domain/catalog-sides';
import type { EngineChoice } from './domain/engine-choice';
import type { BoundaryData, PermissionSetData } from './domain/permission-set-data';
import { GroupDirectory } from './group-directory';
import { Lanes } from './lanes';
import type { PermissionSetPolicies } from './permission-set-policies';
import { policyDocument } from '../policy/domain/document';

export interface CatalogSideProps {
  readonly organization: Organization;
  readonly plan: SidePlan;
  /** Those that may reach accounts of this side that come later. */
  readonly rules: readonly RuleData[];
  readonly engine: EngineChoice;
  /** Groups of the whole catalogue: whichever side is deployed first says all that are missing. */
  readonly allGroups: readonly string[];
  readonly drift: AccessDriftOptions;
  /** Names of those of its sets that are lent to people from an account whose table the check cannot read. */
  readonly lent?: readonly string[];
  /** The customer managed policies that sets name. */
  readonly policies: PermissionSetPolicies;
}

/** The sets that one account deploys, and who holds them. */
export class CatalogSide extends Construct {
  public readonly permissionSetArns: Record<string, string>;
  public readonly access: CatalogAccess;
  /** The sets, with the names they carry. */
  public readonly sets: { readonly name: string; readonly resource: CfnPermissionSet }[] = [];
  private readonly organization: Organization;
  private readonly setLanes: Lanes;

  public constructor(scope: Construct, id: string, props: CatalogSideProps) {
    super(scope, id);
    const { organization, plan, rules } = props;
    this.organization = organization;
    this.setLanes = new Lanes(organization._quotas().provisioningsInFlight);
    this.permissionSetArns = Object.fromEntries(plan.sets.map(({ logicalName, set }) => [logicalName, this.permissionSet(logicalName, set, props)]));
    const used = [...rules, ...plan.assignments].map(({ group }) => group);
    const groups = new GroupDirectory(this, 'Directory', organization, { used, all: props.allGroups });
    this.access = new CatalogAccess(this, 'Access', { ...props, lentSetArns: (props.lent ?? []).map((name) => this.permissionSetArns[name]), setArns: this.permissionSetArns, groups });
  }

  /** What a deployment would make here, for whoever compares it with what exists already. */
  public adoptable({ plan, engine }: Pick<CatalogSideProps, 'plan' | 'engine'>): AdoptableSide {
    const carried = new Map(plan.sets.map(({ logicalName, set }) => [logicalName, set.name]));
    const made: readonly AssignmentOfSide[] = this.access.native?.made
      ?? plan.assignments.map(({ group, permissionSet, account }) => ({ group, permissionSet, accountId: account.id }));
    return {
      stack: Stack.of(this),
      engine: engine.kind,
      sets: this.sets,
      assignments: made.map((assignment) => ({ ...assignment, permissionSet: carried.get(assignment.permissionSet)! })),
      nestedStacks: this.access.native?.stacks ?? [],
    };
  }

  /** The id in the tree is the logical name, so that no other set and no rule can rename this one. */
  private permissionSet(logicalName: string, set: PermissionSetData, { policies, engine }: CatalogSideProps): string {
    const { partition } = this.organization;
    const aws = (policy: string) => `arn:${partition}:iam::aws:policy/${policy}`;
    const resource = new CfnPermissionSet(this, `Set-${logicalName}`, {
      instanceArn: this.organization.identityCenter!.instanceArn,
      name: set.name,
      description: set.description,
      sessionDuration: Duration.minutes(set.sessionMinutes).toIsoString(),
      managedPolicies: absentIfEmpty(set.managedPolicies.map(aws)),
      customerManagedPolicyReferences: absentIfEmpty(set.customerManagedPolicies.map((policy) => ({ ...policy }))),
      inlinePolicy: set.statements.length > 0 ? policyDocument(set.statements) : undefined,
      permissionsBoundary: set.boundary && boundary(set.boundary, aws),
      relayStateType: set.relayState,
      // by this tag a later snapshot shows that the set is ours already, and not one to adopt.
      tags: Object.entries({ ...set.tags, [CATALOG_TAG]: engine.kind }).map(([key, value]) => ({ key, value })),
    });
    policies._before(logicalName, resource);
    this.setLanes.add(resource);
    this.sets.push({ name: set.name, resource });
    return resource.attrPermissionSetArn;
  }
}

function absentIfEmpty<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}

function boundary(data: BoundaryData, aws: (policy: string) => string): CfnPermissionSet.PermissionsBoundaryProperty {
  return data.kind === 'aws' ? { managedPolicyArn: aws(data.policy) } : { customerManagedPolicyReference: { ...data.policy } };
}
