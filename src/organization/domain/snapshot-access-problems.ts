import { type Problem, listed } from './problem';
import type { SnapshotIdentityCenter } from './snapshot';
import { ACCESS_MEMBERS } from './snapshot-access';

/** What does not hang together in the recorded access; lists that are malformed are somebody else's to report. */
export function accessProblems(center: SnapshotIdentityCenter | undefined): Problem[] {
  if (!center) {
    return [];
  }
  const present = ACCESS_MEMBERS.filter((member) => center[member] !== undefined);
  if (present.length > 0 && present.length < ACCESS_MEMBERS.length) {
    return [{
      code: 'SnapshotShape',
      problem: `IdentityCenter has ${listed(present)} without ${listed(ACCESS_MEMBERS.filter((member) => !present.includes(member)))}; they come together or not at all`,
      fix: 'take the snapshot again with `zero-trust snapshot --access`, or remove these members',
    }];
  }
  const known = new Set((center.PermissionSets ?? []).map(({ PermissionSetArn }) => PermissionSetArn));
  const used = new Set((center.AccountAssignments ?? []).map(({ PermissionSetArn }) => PermissionSetArn));
  const strangers = [...used].filter((arn) => arn !== undefined && !known.has(arn));
  return strangers.length === 0 ? [] : [{
    code: 'SnapshotAssignmentSet',
    problem: `the assignments of the snapshot use the permission sets ${listed(strangers)}, which are not among its ${known.size} permission sets`,
    fix: 'take the snapshot again with `zero-trust snapshot --access`',
  }];
}
