import { Organization } from '../../src';
import { withAccess } from '../support/access-fixture';
import { codes, refusal } from '../support/messages';
import { PRODUCTION_UNIT, SANDBOX, SANDBOX_UNIT, WORKLOADS_UNIT, scp, smallSnapshot } from '../support/small-organization';

const nest = (snapshot: any, levels: number) => {
  let ParentId = 'r-root';
  for (let level = 1; level <= levels; level++) {
    const Id = `ou-root-level00${level}`;
    snapshot.OrganizationalUnits.push({ Id, Name: `Level${level}`, ParentId });
    ParentId = Id;
  }
};

/** Two groups, two sets and an assignment, recorded; then one thing is changed. */
const recorded = (snapshot: any, change: (center: any) => void = () => {}) => {
  snapshot.IdentityCenter = withAccess(snapshot, { groups: ['readers', 'writers'], sets: ['Reader', 'Writer'], assignments: [['readers', 'Reader', SANDBOX]] }).IdentityCenter;
  change(snapshot.IdentityCenter);
};

test.each<[string, (snapshot: any) => void]>([
  ['a sound snapshot', () => {}],
  ['five levels of units', (snapshot) => nest(snapshot, 5)],
  ['an account with State and without the retired Status', (snapshot) => { delete snapshot.Accounts[4].Status; }],
  ['an account with the older Status only', (snapshot) => { delete snapshot.Accounts[4].State; }],
  ['two accounts of one name', (snapshot) => { snapshot.Accounts.push({ ...snapshot.Accounts[4], Id: '999999999999' }); }],
  ['two units of one name in different places', (snapshot) => { snapshot.OrganizationalUnits.push({ Id: 'ou-root-another1', Name: 'Production', ParentId: SANDBOX_UNIT }); }],
  ['no Identity Center', (snapshot) => { delete snapshot.IdentityCenter; }],
  ['recorded access', (snapshot) => recorded(snapshot)],
  ['a group without a name', (snapshot) => recorded(snapshot, (center) => { delete center.Groups[0].DisplayName; })],
  ['a set without tags', (snapshot) => recorded(snapshot, (center) => { delete center.PermissionSets[0].Tags; })],
  ['a set name of 32 characters', (snapshot) => recorded(snapshot, (center) => { center.PermissionSets[1].Name = 'x'.repeat(32); })],
  ['an assignment of a group that is gone', (snapshot) => recorded(snapshot, (center) => { center.Groups.shift(); })],
  ['an assignment of a user', (snapshot) => recorded(snapshot, (center) => { center.AccountAssignments[0].PrincipalType = 'USER'; })],
  ['a principal of an instance without a prefix', (snapshot) => recorded(snapshot, (center) => { center.AccountAssignments[0].PrincipalId = center.Groups[0].GroupId.slice(11); })],
])('%s is taken', (_, change) => {
  const snapshot = smallSnapshot();
  change(snapshot);
  expect(() => Organization.fromObject(snapshot)).not.toThrow();
});

test.each<[string, string[], (snapshot: any) => void]>([
  ['six levels of units', ['SnapshotDepth'], (snapshot) => nest(snapshot, 6)],
  ['an account id of eleven digits', ['SnapshotShape'], (snapshot) => { snapshot.Accounts.push({ ...snapshot.Accounts[4], Id: '12345678901', Name: 'short' }); }],
  ['an account id of thirteen digits', ['SnapshotShape'], (snapshot) => { snapshot.Accounts.push({ ...snapshot.Accounts[4], Id: '1234567890123', Name: 'long' }); }],
  ['an account id that lost its zeros to a number', ['SnapshotShape', 'SnapshotPolicyTarget'], (snapshot) => { snapshot.Accounts[4].Id = 5; }],
  ['an account with neither', ['SnapshotShape'], (snapshot) => { delete snapshot.Accounts[4].State; delete snapshot.Accounts[4].Status; }],
  ['a member that is missing', ['SnapshotShape'], (snapshot) => { delete snapshot.TakenAt; }],
  ['a moment that is in no calendar', ['SnapshotShape'], (snapshot) => { snapshot.TakenAt = '2026-13-45T99:99:99Z'; }],
  ['the thirtieth of February', ['SnapshotShape'], (snapshot) => { snapshot.TakenAt = '2026-02-30T00:00:00Z'; }],
  ['a date without a time', ['SnapshotShape'], (snapshot) => { snapshot.TakenAt = '2026-11-01'; }],
  ['an organization without all features', ['SnapshotShape'], (snapshot) => { snapshot.Organization.FeatureSet = 'CONSOLIDATED_BILLING'; }],
  ['two accounts of one id', ['SnapshotDuplicateId'], (snapshot) => { snapshot.Accounts.push({ ...snapshot.Accounts[4], Name: 'copy' }); }],
  ['two sibling units of one name', ['SnapshotDuplicateUnit'], (snapshot) => { snapshot.OrganizationalUnits.push({ ...snapshot.OrganizationalUnits[0], Id: 'ou-root-another1' }); }],
  ['a unit whose parent is unknown', ['SnapshotOrphan'], (snapshot) => { snapshot.OrganizationalUnits[2].ParentId = 'ou-root-nowhere1'; }],
  ['an account whose parent is unknown', ['SnapshotOrphan'], (snapshot) => { snapshot.Accounts[4].ParentId = 'ou-root-nowhere1'; }],
  ['units that are their own ancestors', ['SnapshotCycle'], (snapshot) => { snapshot.OrganizationalUnits[0].ParentId = PRODUCTION_UNIT; }],
  ['a unit that is its own parent', ['SnapshotCycle'], (snapshot) => { snapshot.OrganizationalUnits[2].ParentId = SANDBOX_UNIT; }],
  ['two roots', ['SnapshotRoots'], (snapshot) => { snapshot.Roots.push({ ...snapshot.Roots[0], Id: 'r-other' }); }],
  ['no root', ['SnapshotRoots', 'SnapshotOrphan', 'SnapshotOrphan', 'SnapshotOrphan', 'SnapshotOrphan', 'SnapshotPolicyTarget'], (snapshot) => { snapshot.Roots = []; }],
  ['a policy on a target that is not there', ['SnapshotPolicyTarget'], (snapshot) => { snapshot.Policies.push(scp('p-12345678', 'Lost', ['999999999999'])); }],
  ['policy content that is no JSON', ['SnapshotPolicyContent'], (snapshot) => { snapshot.Policies.push(scp('p-12345678', 'Broken', [SANDBOX], { content: '{' })); }],
  ['policy content that is a list', ['SnapshotPolicyContent'], (snapshot) => { snapshot.Policies.push(scp('p-12345678', 'List', [SANDBOX], { content: '[]' })); }],
  ['a management account that is not listed', ['SnapshotManagementAccount'], (snapshot) => { snapshot.Organization.MasterAccountId = '999999999999'; }],
  ['a delegated administrator that is not listed', ['SnapshotDelegate'], (snapshot) => { snapshot.DelegatedAdministrators.push({ Id: '999999999999', DelegatedServices: [] }); }],
  ['groups without sets and assignments', ['SnapshotShape'], (snapshot) => recorded(snapshot, (center) => { delete center.PermissionSets; delete center.AccountAssignments; })],
  ['sets and groups without assignments', ['SnapshotShape'], (snapshot) => recorded(snapshot, (center) => { delete center.AccountAssignments; })],
  ['groups that are no list', ['SnapshotShape'], (snapshot) => recorded(snapshot, (center) => { center.Groups = 'all'; })],
  ['a group with the id of something else', ['SnapshotShape'], (snapshot) => recorded(snapshot, (center) => { center.Groups[0].GroupId = 'readers'; })],
  ['a set name of 33 characters', ['SnapshotShape'], (snapshot) => recorded(snapshot, (center) => { center.PermissionSets[1].Name = 'x'.repeat(33); })],
  ['a set with the ARN of an instance', ['SnapshotShape'], (snapshot) => recorded(snapshot, (center) => { center.PermissionSets[1].PermissionSetArn = center.InstanceArn; })],
  ['an assignment of a role', ['SnapshotShape'], (snapshot) => recorded(snapshot, (center) => { center.AccountAssignments[0].PrincipalType = 'ROLE'; })],
  ['an assignment in an account of eleven digits', ['SnapshotShape'], (snapshot) => recorded(snapshot, (center) => { center.AccountAssignments[0].AccountId = '12345678901'; })],
  ['an assignment of a set that is not there', ['SnapshotAssignmentSet'], (snapshot) => recorded(snapshot, (center) => { center.PermissionSets.shift(); })],
  ['two groups of one id', ['SnapshotDuplicateId'], (snapshot) => recorded(snapshot, (center) => { center.Groups[1].GroupId = center.Groups[0].GroupId; })],
  ['two sets of one ARN', ['SnapshotDuplicateId'], (snapshot) => recorded(snapshot, (center) => { center.PermissionSets[1].PermissionSetArn = center.PermissionSets[0].PermissionSetArn; })],
])('%s is refused: %j', (_, expected, change) => {
  const snapshot = smallSnapshot();
  change(snapshot);
  expect(codes(refusal(() => Organization.fromObject(snapshot)))).toEqual(expected);
});

test('all problems of a snapshot come in one error, shape and tree alike', () => {
  const snapshot = smallSnapshot();
  snapshot.TakenAt = 'yesterday';
  snapshot.Accounts[1].Id = 'audit';
  snapshot.Accounts[3].ParentId = 'ou-root-nowhere1';
  snapshot.OrganizationalUnits.push({ ...snapshot.OrganizationalUnits[2] });
  snapshot.Policies.push(scp('p-12345678', 'Broken', ['888888888888'], { content: 'nothing' }));
  const message = refusal(() => Organization.fromObject(snapshot));
  expect(new Set(codes(message))).toEqual(new Set([
    'SnapshotShape', 'SnapshotOrphan', 'SnapshotDuplicateId', 'SnapshotDuplicateUnit', 'SnapshotPolicyTarget', 'SnapshotPolicyContent',
  ]));
  expect(message).toMatch(/^\d+ problems\n/);
});

test.each([[null], [[]], ['text'], [42], [undefined], [{}], [{ Accounts: [null, 3], Policies: [{}, { PolicySummary: null }] }],
  [{ IdentityCenter: null }], [{ IdentityCenter: { Groups: [null], PermissionSets: [3], AccountAssignments: [{}] } }]])('%j instead of a snapshot is an error with codes, not a crash', (value) => {
  expect(codes(refusal(() => Organization.fromObject(value))).length).toBeGreaterThan(0);
});

test('a cycle is found however long it is, and what hangs below it is named too', () => {
  const snapshot = smallSnapshot();
  snapshot.OrganizationalUnits[0].ParentId = PRODUCTION_UNIT;
  expect(refusal(() => Organization.fromObject(snapshot))).toContain(`'${WORKLOADS_UNIT}', '${PRODUCTION_UNIT}'`);
});
