import { standingPrivilege } from '../../src/landing-zone/domain/standing-privilege';
import { sampleReport } from '../report/sample-report';

const [administrator, readOnly] = ['Administrator', 'ReadOnly'].map((name) => ({ ...sampleReport().permissionSets[0], name, privileged: name === 'Administrator' }));
const exception = { group: 'admins', permissionSet: 'Administrator', accountIds: ['2'], reason: 'on call', owner: 'secops', expires: '2027-02-01' };
const held = { group: 'admins', permissionSet: 'Administrator', accountId: '2' };

function facts(assignments: typeof held[], ...standingExceptions: typeof exception[]) {
  return standingPrivilege({ permissionSets: [administrator, readOnly], assignments, standingExceptions });
}

test.each<[string, typeof exception[], number]>([
  ['without an exception has none', [], 1],
  ['with one for this group, set and account has it', [exception], 0],
  ['with one for another account has none', [{ ...exception, accountIds: ['3'] }], 1],
  ['with one for another group has none', [{ ...exception, group: 'secops' }], 1],
  ['with one for another set has none', [{ ...exception, permissionSet: 'ReadOnly' }], 1],
  ['with one for several accounts has it in each', [{ ...exception, accountIds: ['1', '2'] }], 0],
])('a privileged set that is held %s', (_, exceptions, unexplained) => {
  expect(facts([held], ...exceptions)).toMatchObject({ privileged: 1, unexplained });
});

test('each account is asked by itself, and what is not privileged needs no exception', () => {
  const assignments = [held, { ...held, accountId: '3' }, { ...held, permissionSet: 'ReadOnly' }];
  expect(facts(assignments, exception)).toEqual({
    assignments: 3, privilegedSets: 1, privileged: 2, unexplained: 1,
    exceptions: [{ group: 'admins', permissionSet: 'Administrator', accounts: 1, owner: 'secops', expires: '2027-02-01' }],
  });
});
