import { readFileSync } from 'node:fs';
import type { Accounts } from './accounts';
import { refuse } from '../private/errors';
import { findAccount, findUnitId, selectAccounts } from './domain/account-selection';
import { type AccountPlace, type Directory, type Place, chainTo, directoryOf } from './domain/directory';
import { compare } from './domain/order';
import { type AttachedPolicy, type SnapshotPolicyPlaces, policiesByTarget, policiesWithTargets } from './domain/policy-slots';
import type { Problem } from './domain/problem';
import type { QuotaValues } from './domain/quota-data';
import type { Snapshot } from './domain/snapshot';
import { type RecordedAccess, recordedAccess } from './domain/snapshot-access';
import { snapshotProblems } from './domain/snapshot-problems';
import type { IdentityCenterInstance, OrganizationAccount, OrganizationOptions, OrganizationPolicy, OrganizationalUnit } from './organization-facts';
import { type Quotas, quotasWith } from './quotas';

/**
 * An AWS organization as data: one snapshot, read at synth, from which everything else is computed offline.
 *
 * Take the snapshot with `zero-trust snapshot`. All of its problems are raised in one error: members missing or
 * malformed (`SnapshotShape`), `SnapshotDuplicateId`, `SnapshotDuplicateUnit`, `SnapshotOrphan`, `SnapshotCycle`,
 * `SnapshotDepth`, `SnapshotRoots`, `SnapshotPolicyTarget`, `SnapshotPolicyContent`, `SnapshotManagementAccount`,
 * `SnapshotDelegate`, `SnapshotAssignmentSet`, `QuotaOutOfRange`.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/Welcome.html
 */
export class Organization {
  /**
   * Reads a snapshot file.
   *
   * @param path of the JSON file, relative to the working directory; raises `SnapshotUnreadable` when there is no such file or it is not JSON
   * @param options quotas that AWS changed for this organization
   */
  public static fromSnapshot(path: string, options: OrganizationOptions = {}): Organization {
    let raw: unknown;
    try {
      // some editors begin a file with a byte order mark, which JSON does not know.
      raw = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
    } catch (error) {
      refuse([{
        code: 'SnapshotUnreadable',
        problem: `the snapshot '${path}' cannot be read: ${(error as Error).message.split('\n')[0]}`,
        fix: 'write it with `zero-trust snapshot > organization.json`, and give its path relative to the working directory',
      }], path);
    }
    return new Organization(raw, path, options);
  }

  /**
   * Takes a snapshot that is already in memory.
   *
   * @param snapshot an object of the snapshot shape
   * @param options quotas that AWS changed for this organization
   */
  public static fromObject(snapshot: any, options: OrganizationOptions = {}): Organization {
    return new Organization(snapshot, 'Organization.fromObject', options);
  }

  /** The organization's id, such as 'o-a1b2c3d4e5'. */
  public readonly organizationId: string;

  /** The partition all ARNs are written in, such as 'aws', 'aws-cn' or 'aws-us-gov'. Never a token. */
  public readonly partition: string;

  /** The management account, which no service control policy binds. */
  public readonly managementAccount: OrganizationAccount;

  /** The Identity Center instance; missing while Identity Center is not switched on. */
  public readonly identityCenter?: IdentityCenterInstance;

  /** When the snapshot was taken, ISO 8601 in UTC. */
  public readonly takenAt: string;

  /** Service principals with trusted access, sorted. */
  public readonly enabledServicePrincipals: string[];

  /** Policy types enabled on the root, sorted, such as 'SERVICE_CONTROL_POLICY'. */
  public readonly enabledPolicyTypes: string[];

  private readonly directory: Directory;
  private readonly policies: ReadonlyMap<string, readonly AttachedPolicy[]>;
  private readonly quotaValues: QuotaValues;
  private readonly snapshot: Snapshot;
  private readonly access?: RecordedAccess;

  private constructor(raw: unknown, where: string, options: OrganizationOptions) {
    const quotas = quotasWith(options.quotas ?? {});
    refuse([...snapshotProblems(raw), ...quotas.problems], where);
    const snapshot = raw as Snapshot;
    this.snapshot = snapshot;
    this.access = recordedAccess(snapshot);
    this.quotaValues = quotas.values;
    this.directory = directoryOf(snapshot);
    this.policies = policiesByTarget(snapshot);
    this.organizationId = snapshot.Organization.Id;
    this.partition = snapshot.Organization.Arn.split(':')[1];
    this.managementAccount = accountFacts(this.directory.accounts.get(snapshot.Organization.MasterAccountId)!);
    this.takenAt = snapshot.TakenAt;
    this.enabledServicePrincipals = snapshot.EnabledServicePrincipals.map((service) => service.ServicePrincipal).sort(compare);
    this.enabledPolicyTypes = snapshot.Roots[0].PolicyTypes.filter(({ Status }) => Status === 'ENABLED').map(({ Type }) => Type).sort(compare);
    this.identityCenter = snapshot.IdentityCenter && {
      instanceArn: snapshot.IdentityCenter.InstanceArn,
      identityStoreId: snapshot.IdentityCenter.IdentityStoreId,
      region: snapshot.IdentityCenter.Region,
    };
  }

  /** The home Region: where Identity Center lives and the landing zone is deployed. Missing while Identity Center is not switched on. Never a token. */
  public get homeRegion(): string | undefined {
    return this.identityCenter?.region;
  }

  /** Id of the root, such as 'r-ab12'. */
  public get rootId(): string {
    return this.directory.rootId;
  }

  /** Every account of the organization, active or not, by name and then id. */
  public get accounts(): OrganizationAccount[] {
    return [...this.directory.accounts.values()].map(accountFacts);
  }

  /** Every unit of the organization, by path. */
  public get units(): OrganizationalUnit[] {
    return [...this.directory.unitsByPath.values()].map(unitFacts).sort((a, b) => compare(a.path, b.path));
  }

  /** The quotas in force, documented ones and overrides. */
  public get quotas(): Quotas {
    return { ...this.quotaValues };
  }

  /**
   * One account.
   *
   * @param nameOrId its name or id; raises `AccountUnknown` or `AccountAmbiguous`
   */
  public account(nameOrId: string): OrganizationAccount {
    const found = findAccount(nameOrId, this.directory);
    if ('problem' in found) {
      refuse([found.problem], 'Organization.account');
    }
    return accountFacts((found as { account: AccountPlace }).account);
  }

  /**
   * One unit.
   *
   * @param path names from the root down, such as 'Workloads/Production'; raises `UnitUnknown`
   */
  public unit(path: string): OrganizationalUnit {
    const found = findUnitId(path, this.directory);
    if ('problem' in found) {
      refuse([found.problem], 'Organization.unit');
    }
    return unitFacts(this.directory.unitsByPath.get(path)!);
  }

  /**
   * The accounts that a selector stands for.
   *
   * @param accounts the selector; raises what is documented at `Accounts`
   */
  public select(accounts: Accounts): OrganizationAccount[] {
    const selected = selectAccounts(accounts._selection(), this.directory);
    refuse(selected.kind === 'refused' ? selected.problems : [], 'Organization.select');
    return selected.kind === 'selected' ? selected.accounts.map(accountFacts) : [];
  }

  /**
   * Policies attached directly to a target at the time of the snapshot, whoever made them, by name.
   *
   * @param targetId id of the root, a unit or an account
   */
  public policiesOn(targetId: string): OrganizationPolicy[] {
    return [...(this.policies.get(targetId) ?? [])];
  }

  /**
   * The account that administers a service for the organization, if one is registered.
   *
   * @param servicePrincipal such as 'sso.amazonaws.com'
   */
  public delegatedAdministrator(servicePrincipal: string): OrganizationAccount | undefined {
    const delegate = this.snapshot.DelegatedAdministrators.find(({ DelegatedServices }) =>
      DelegatedServices.some((service) => service.ServicePrincipal === servicePrincipal));
    return delegate && accountFacts(this.directory.accounts.get(delegate.Id)!);
  }

  /** @internal Who administers which service, as the snapshot has it. */
  public _delegations(): { readonly servicePrincipal: string; readonly account: string }[] {
    return this.snapshot.DelegatedAdministrators.flatMap(({ Id, DelegatedServices }) => (
      DelegatedServices.map(({ ServicePrincipal }) => ({ servicePrincipal: ServicePrincipal, account: Id }))));
  }

  /** @internal */
  public _directory(): Directory {
    return this.directory;
  }

  /** @internal */
  public _quotas(): QuotaValues {
    return this.quotaValues;
  }

  /** @internal Whether Control Tower and StackSets work here, and so need their roles. */
  public _platform(): { controlTower: boolean; stackSets: boolean } {
    const services = this.enabledServicePrincipals;
    return {
      // its guardrails outlive the trusted access in some organizations.
      controlTower: services.includes('controltower.amazonaws.com') || this._policies().some(({ name }) => name.startsWith('aws-guardrails-')),
      stackSets: services.includes('member.org.stacksets.cloudformation.amazonaws.com'),
    };
  }

  /** @internal Every policy of the snapshot, attached or not. */
  public _policies(): SnapshotPolicyPlaces[] {
    return policiesWithTargets(this.snapshot);
  }

  /** @internal Groups, permission sets and assignments that exist; undefined when the snapshot was taken without `--access`. */
  public _access(): RecordedAccess | undefined {
    return this.access;
  }

  /** @internal The place and everything above it, from the root down. */
  public _chainTo(id: string): Place[] {
    return chainTo(id, this.directory.places);
  }

  /** @internal Finds an account without throwing, for callers that collect problems. */
  public _find(nameOrId: string): { account: AccountPlace } | { problem: Problem } {
    return findAccount(nameOrId, this.directory);
  }
}

function accountFacts({ id, name, email, path, status, active, management, tags }: AccountPlace): OrganizationAccount {
  return { accountId: id, name, email, unitPath: path, status, active, management, tags: { ...tags } };
}

function unitFacts({ id, name, path }: Place): OrganizationalUnit {
  return { unitId: id, name, path };
}
