import type { Snapshot } from '../../src/organization/domain/snapshot';
import { type SnapshotCall, aboutOf } from '../../src/organization/runtime/snapshot-calls';
import { ReadFailure } from '../../src/organization/runtime/snapshot-failures';
import type { OrganizationPage, OrganizationReader } from '../../src/organization/runtime/snapshot-ports';

interface Behaviour {
  readonly pageSize?: number;
  /** Every list that is not empty begins with an empty page and a token, as the Organizations API may do. */
  readonly emptyPages?: boolean;
  /** Lists come in the opposite order. */
  readonly reversed?: boolean;
  /** Called before each answer with the number of the call, from 1; what it returns is thrown. */
  readonly fail?: (number: number, call: SnapshotCall) => Error | undefined;
}

/** Answers like the Organizations and Identity Center APIs of the organization in a snapshot. */
export class InMemoryOrganization implements OrganizationReader {
  /** What was asked for, such as `ListTagsForResource 012345678901` or `ListAccounts +20`. */
  readonly calls: string[] = [];
  private tokens = 1;

  constructor(private readonly seed: Snapshot, private readonly behaviour: Behaviour = {}) {}

  /** Page tokens given so far are not accepted any more. */
  expireTokens(): void {
    this.tokens++;
  }

  async page<C extends SnapshotCall>(call: C, about?: string, next?: string): Promise<OrganizationPage<C>> {
    const { pageSize = 3, emptyPages = false, reversed = false, fail } = this.behaviour;
    const [epoch, offset] = next === undefined ? [this.tokens, 0] : next.split('+').map(Number);
    this.calls.push([call, about, next && `+${offset}`].filter(Boolean).join(' '));
    const failure = fail?.(this.calls.length, call);
    if (failure || epoch !== this.tokens) {
      throw failure ?? new ReadFailure(call, 'input', 'InvalidInputException: INVALID_PAGINATION_TOKEN');
    }
    const all = this.items(call, about);
    const items = (reversed ? [...all].reverse() : all) as OrganizationPage<C>['items'];
    if (emptyPages && call.startsWith('List') && next === undefined && items.length > 0) {
      return { items: [], next: `${this.tokens}+0` };
    }
    const end = offset + pageSize;
    return { items: items.slice(offset, end), next: end < items.length ? `${this.tokens}+${end}` : undefined };
  }

  private items(call: SnapshotCall, about?: string): readonly unknown[] {
    const { Organization, Roots, OrganizationalUnits, Accounts, Policies } = this.seed;
    const { DelegatedAdministrators, EnabledServicePrincipals, IdentityCenter } = this.seed;
    const listed = ({ ParentId, Tags, ...account }: Snapshot['Accounts'][number]) => account;
    const policy = () => Policies.find(({ PolicySummary }) => PolicySummary.Id === about)!;
    switch (call) {
      case 'DescribeOrganization': return [Organization];
      case 'ListRoots': return Roots;
      case 'ListOrganizationalUnitsForParent':
        return OrganizationalUnits.filter(({ ParentId }) => ParentId === about).map(({ ParentId, ...unit }) => unit);
      case 'ListAccounts': return Accounts.map(listed);
      case 'ListAccountsForParent': return Accounts.filter(({ ParentId }) => ParentId === about).map(listed);
      case 'ListTagsForResource': return Accounts.find(({ Id }) => Id === about)!.Tags ?? [];
      case 'ListPolicies': return Policies.map(({ PolicySummary }) => PolicySummary).filter(({ Type }) => Type === about);
      case 'DescribePolicy': return [{ PolicySummary: policy().PolicySummary, Content: policy().Content }];
      case 'ListTargetsForPolicy': return policy().Targets;
      case 'ListDelegatedAdministrators': return DelegatedAdministrators.map(({ DelegatedServices, ...delegate }) => delegate);
      case 'ListDelegatedServicesForAccount': return DelegatedAdministrators.find(({ Id }) => Id === about)!.DelegatedServices;
      case 'ListAWSServiceAccessForOrganization': return EnabledServicePrincipals;
      case 'ListInstances':
        return IdentityCenter?.Region !== about ? [] : [{
          InstanceArn: IdentityCenter?.InstanceArn,
          IdentityStoreId: IdentityCenter?.IdentityStoreId,
          OwnerAccountId: Organization.MasterAccountId,
          Status: 'ACTIVE',
        }];
      default: return this.access(call, aboutOf(call, about));
    }
  }

  /** Each answers only about the instance, in its Region. */
  private access(call: SnapshotCall, about: Readonly<Record<string, string>>): readonly unknown[] {
    const { Region, InstanceArn, IdentityStoreId, PermissionSetArn, ResourceArn, AccountId } = about;
    const { Groups = [], PermissionSets = [], AccountAssignments = [], ...instance } = this.seed.IdentityCenter!;
    const mine = instance.Region === Region && (InstanceArn === instance.InstanceArn || IdentityStoreId === instance.IdentityStoreId);
    const set = PermissionSets.find((candidate) => candidate.PermissionSetArn === (PermissionSetArn ?? ResourceArn));
    const assignments = AccountAssignments.filter((assignment) => assignment.PermissionSetArn === PermissionSetArn);
    switch (mine && call) {
      case 'ListGroups': return Groups;
      case 'ListPermissionSets': return PermissionSets.map((candidate) => candidate.PermissionSetArn);
      case 'DescribePermissionSet': return [{ ...set, Tags: undefined }];
      case 'ListPermissionSetTags': return set!.Tags ?? [];
      case 'ListAccountsForProvisionedPermissionSet': return [...new Set(assignments.map((assignment) => assignment.AccountId))];
      case 'ListAccountAssignments': return assignments.filter((assignment) => assignment.AccountId === AccountId);
      default: throw new ReadFailure(call, 'gone', 'ResourceNotFoundException');
    }
  }
}
