import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { AccountNotFoundException, type OrganizationsClient } from '@aws-sdk/client-organizations';
import { AwsOrganizationPlaces } from '../../src/identity/runtime/aws-organization-places';
import { CloudFormationStacks } from '../../src/identity/runtime/cloudformation-stacks';

const ACCOUNT = '000000000011';

/** An organization of one account in a chain of units, the lowest first. */
function places(units: string[], account: object | null = { State: 'ACTIVE' }) {
  const answers: Record<string, (input: any) => unknown> = {
    DescribeAccountCommand: () => {
      if (!account) {
        throw new AccountNotFoundException({ message: 'no', $metadata: {} });
      }
      return { Account: { Id: ACCOUNT, Name: 'payments', ...account } };
    },
    ListParentsCommand: ({ ChildId }) => {
      const next = ChildId === ACCOUNT ? 0 : Number(ChildId) + 1;
      return { Parents: [next < units.length ? { Id: String(next), Type: 'ORGANIZATIONAL_UNIT' } : { Id: 'r-1', Type: 'ROOT' }] };
    },
    DescribeOrganizationalUnitCommand: ({ OrganizationalUnitId }) => ({ OrganizationalUnit: { Name: units[Number(OrganizationalUnitId)] } }),
    ListTagsForResourceCommand: () => ({ Tags: [] }),
  };
  const send = async (command: { constructor: { name: string }; input: unknown }) => answers[command.constructor.name](command.input);
  return new AwsOrganizationPlaces({ send } as unknown as OrganizationsClient);
}

test('the path of an account names the units above it from the root on', async () => {
  expect(await places(['Production', 'Workloads']).find(ACCOUNT)).toEqual({ kind: 'active', facts: { id: ACCOUNT, name: 'payments', path: 'Workloads/Production', tags: {} } });
});

test.each([[['Workloads/Production']], [['Production', 'Work/loads']], [['a/', 'Workloads']]])('below the units %j an account has no place that could be told from another', async (units) => {
  const found = places(units);
  const unit = units.find((name) => name.includes('/'));
  const unclear = { kind: 'unclear', reason: `the account 'payments' stands below the unit '${unit}', and '/' separates the units of a path. Give the unit another name` };
  expect(await found.find(ACCOUNT)).toEqual(unclear);
  // also the second time, when units are remembered.
  expect(await found.find(ACCOUNT)).toEqual(unclear);
});

test.each<[string, object | null]>([
  ['active', { State: 'ACTIVE' }], ['active', { Status: 'ACTIVE' }], ['closed', { State: 'CLOSED' }], ['closed', { State: 'SUSPENDED' }],
  ['closed', { State: 'PENDING_CLOSURE', Status: 'ACTIVE' }], ['gone', null],
])('an account is %s when the organization says %j', async (standing, account) => {
  expect(await places([], account).standing(ACCOUNT)).toBe(standing);
});

test.each<[string, object | null]>([['closed', { State: 'CLOSED' }], ['gone', null]])('an account that is %s has no place', async (kind, account) => {
  expect(await places(['Workloads'], account).find(ACCOUNT)).toEqual({ kind });
});

test.each([
  ['UPDATE_ROLLBACK_IN_PROGRESS', true], ['ROLLBACK_IN_PROGRESS', true], ['UPDATE_IN_PROGRESS', false], ['UPDATE_COMPLETE', false],
  ['UPDATE_ROLLBACK_COMPLETE', false], ['UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', false], ['UPDATE_ROLLBACK_FAILED', false],
])('of a stack in %s it is %s that a deployment is being taken back', async (StackStatus, expected) => {
  const client = { send: async () => ({ Stacks: [{ StackStatus }] }) } as unknown as CloudFormationClient;
  expect(await new CloudFormationStacks(client).isRollingBack('stack')).toBe(expected);
});
