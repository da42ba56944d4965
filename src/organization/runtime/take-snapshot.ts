import { KeptAnswers } from './kept-answers';
import { patientReader } from './patient-reader';
import { listAccess, readAccess } from './snapshot-access';
import { OrganizationChanged, ReadFailure, SnapshotRefused } from './snapshot-failures';
import { identityCenterOf } from './snapshot-identity-center';
import { listReading } from './snapshot-lists';
import { readAccounts, readDelegates, readPolicies, readUnits } from './snapshot-parts';
import type { OrganizationReader, SnapshotPorts } from './snapshot-ports';
import type { Snapshot } from '../domain/snapshot';
import { snapshotProblems } from '../domain/snapshot-problems';
import { snapshotText } from '../domain/snapshot-text';

export interface TakeSnapshotOptions {
  readonly callsPerSecond: number;
  /** Home Region of Identity Center; undefined if nobody said which. */
  readonly region?: string;
  /** Record groups, permission sets and assignments too. */
  readonly access?: boolean;
}

/** Roots, accounts, two kinds of policies, delegated administrators and trusted services: once in every organization. */
const LISTS_OF_EVERY_ORGANIZATION = 6;

/** Groups and permission sets: once in every instance. */
const LISTS_OF_EVERY_INSTANCE = 2;

/**
 * Write down what an organization looks like, without changing anything in it.
 *
 * Interrupted at any point, the next run continues; the state is given up only after the snapshot has been written.
 */
export async function takeSnapshot(ports: SnapshotPorts, options: TakeSnapshotOptions): Promise<void> {
  const reader = patientReader(ports, options.callsPerSecond);
  // asked in every run, because it is how one knows whose state that is.
  const { items: [organization] } = await reader.page('DescribeOrganization');
  const kept = await KeptAnswers.resume(ports, organization.Id);
  ports.progress.expect(LISTS_OF_EVERY_ORGANIZATION);
  const snapshot = {
    Organization: organization,
    ...await readWhatHangsTogether(ports, reader, kept, organization.MasterAccountId, options),
    TakenAt: kept.startedAt,
  };
  for (const { problem } of snapshotProblems(snapshot)) {
    ports.progress.note(`warning: ${problem}`);
  }
  await ports.output.write(snapshotText(snapshot));
  await ports.state.clear();
  ports.progress.note(summary(organization.Id, snapshot));
}

function summary(id: string, { Accounts, OrganizationalUnits, Policies, IdentityCenter }: Omit<Snapshot, 'Organization' | 'TakenAt'>): string {
  const { Groups, PermissionSets, AccountAssignments } = IdentityCenter ?? {};
  const access = Groups && `, ${Groups.length} groups, ${PermissionSets?.length} permission sets, ${AccountAssignments?.length} assignments`;
  return `${id}: ${Accounts.length} accounts, ${OrganizationalUnits.length} units, ${Policies.length} policies${access ?? ''}`;
}

async function readWhatHangsTogether(
  ports: SnapshotPorts, reader: OrganizationReader, kept: KeptAnswers, management: string, { region, access }: TakeSnapshotOptions,
) {
  const read = listReading(reader, kept, ports.progress);
  try {
    // first, so that a wrong Region is known before the long lists are read.
    const instance = await identityCenterOf(reader, management, ports.progress, region);
    ports.progress.expect(instance && access ? LISTS_OF_EVERY_INSTANCE : 0);
    // then what is listed once for the whole organization, so that the progress bar soon knows how much there is to do.
    const Roots = await read('ListRoots');
    const listed = await read('ListAccounts');
    const policies = [...await read('ListPolicies', 'SERVICE_CONTROL_POLICY'), ...await read('ListPolicies', 'RESOURCE_CONTROL_POLICY')];
    const delegates = await read('ListDelegatedAdministrators');
    const EnabledServicePrincipals = await read('ListAWSServiceAccessForOrganization');
    const listedAccess = instance && access ? await listAccess(read, instance) : undefined;
    const OrganizationalUnits = await readUnits(read, Roots);
    return {
      Roots,
      OrganizationalUnits,
      Accounts: await readAccounts(read, listed, [...Roots, ...OrganizationalUnits].map(({ Id }) => Id)),
      Policies: await readPolicies(read, policies),
      DelegatedAdministrators: await readDelegates(read, delegates),
      EnabledServicePrincipals,
      ...(instance && { IdentityCenter: { ...instance, ...(listedAccess && await readAccess(read, instance, listedAccess)) } }),
    };
  } catch (error) {
    if (error instanceof OrganizationChanged || error instanceof ReadFailure && error.kind === 'gone') {
      // what is kept tells of things that are no longer there, and would do so in every further run.
      await ports.state.clear();
      throw new SnapshotRefused(`the organization changed while it was read (${error.message}): run the command again, it will start over`);
    }
    throw error;
  }
}
