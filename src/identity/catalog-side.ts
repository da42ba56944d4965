import { Duration } from 'aws-cdk-lib';
import { CfnAssignment, CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import type { Organization } from '../organization/organization';
import { refuse } from '../private/errors';
import type { Assignment } from './domain/access-matrix';
import type { SidePlan } from './domain/catalog-sides';
import type { BoundaryData, PermissionSetData } from './domain/permission-set-data';
import { GroupDirectory } from './group-directory';
import { Lanes } from './lanes';
import { policyDocument } from '../policy/domain/document';

/** What the handler of group names and the stack's own resources take at most. */
const OTHER_RESOURCES = 50;

/** The sets and assignments that one account deploys. */
export class CatalogSide extends Construct {
  public readonly permissionSetArns: Record<string, string>;
  private readonly instanceArn: string;
  private readonly setLanes: Lanes;

  public constructor(scope: Construct, id: string, private readonly organization: Organization, plan: SidePlan, allGroups: readonly string[]) {
    super(scope, id);
    this.refuseTooMany(plan, scope);
    this.setLanes = new Lanes(organization._quotas().provisioningsInFlight);
    this.instanceArn = organization.identityCenter!.instanceArn;
    this.permissionSetArns = Object.fromEntries(plan.sets.map(({ logicalName, set }) => [logicalName, this.permissionSet(logicalName, set)]));
    this.assign(plan.assignments, allGroups);
  }

  private refuseTooMany({ sets, assignments }: SidePlan, scope: Construct): void {
    const room = this.organization._quotas().resourcesPerStack - OTHER_RESOURCES;
    refuse(sets.length + assignments.length <= room ? [] : [{
      code: 'AssignmentsPerStack',
      problem: `${sets.length} permission sets and ${assignments.length} assignments would stand in one stack; ${room} fit`,
      fix: 'give sets to fewer accounts or groups, or make a second catalogue, with sets of other names, in a stack of its own',
    }], scope);
  }

  /** The id in the tree is the logical name, so that no other set and no rule can rename this one. */
  private permissionSet(logicalName: string, set: PermissionSetData): string {
    const { partition } = this.organization;
    const aws = (policy: string) => `arn:${partition}:iam::aws:policy/${policy}`;
    const resource = new CfnPermissionSet(this, `Set-${logicalName}`, {
      instanceArn: this.instanceArn,
      name: set.name,
      description: set.description,
      sessionDuration: Duration.minutes(set.sessionMinutes).toIsoString(),
      managedPolicies: absentIfEmpty(set.managedPolicies.map(aws)),
      customerManagedPolicyReferences: absentIfEmpty(set.customerManagedPolicies.map((policy) => ({ ...policy }))),
      inlinePolicy: set.statements.length > 0 ? policyDocument(set.statements) : undefined,
      permissionsBoundary: set.boundary && boundary(set.boundary, aws),
      relayStateType: set.relayState,
      tags: absentIfEmpty(Object.entries(set.tags).map(([key, value]) => ({ key, value }))),
    });
    this.setLanes.add(resource);
    return resource.attrPermissionSetArn;
  }

  private assign(assignments: readonly Assignment[], allGroups: readonly string[]): void {
    const groups = new GroupDirectory(this, 'Directory', this.organization, { used: assignments.map(({ group }) => group), all: allGroups });
    const lanes = new Lanes(this.organization._quotas().assignmentsInFlight);
    for (const { group, permissionSet, account } of assignments) {
      const assignment = new CfnAssignment(this, `${encodeURIComponent(group)}|${permissionSet}|${account.id}`, {
        instanceArn: this.instanceArn,
        permissionSetArn: this.permissionSetArns[permissionSet],
        principalType: 'GROUP',
        principalId: groups.groupId(group),
        targetType: 'AWS_ACCOUNT',
        targetId: account.id,
      });
      lanes.add(assignment);
    }
  }
}

function absentIfEmpty<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}

function boundary(data: BoundaryData, aws: (policy: string) => string): CfnPermissionSet.PermissionsBoundaryProperty {
  return data.kind === 'aws' ? { managedPolicyArn: aws(data.policy) } : { customerManagedPolicyReference: { ...data.policy } };
}
