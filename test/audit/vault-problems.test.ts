import { RemovalPolicy } from 'aws-cdk-lib';
import { type VaultInput, vaultProblems } from '../../src/audit/domain/vault-problems';

const account = { id: '000000000002', name: 'audit', status: 'ACTIVE', active: true, management: false };
const SOUND = { removalPolicy: 'retain', retention: { mode: 'GOVERNANCE', days: 30 }, accountId: '000000000003', managementAccountId: '000000000001' };
const unknown = { problem: { code: 'AccountUnknown', problem: 'nobody has that name', fix: 'name another' } };
const input = (change: object) => ({ ...SOUND, ...change }) as VaultInput;

test.each<[string, string[], object]>([
  ['nothing out of the way', [], {}],
  ['what is kept on every change', [], { removalPolicy: RemovalPolicy.RETAIN }],
  ['what is kept but by a first deployment that fails', [], { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE }],
  ['GOVERNANCE that is destroyed', [], { removalPolicy: RemovalPolicy.DESTROY }],
  ['COMPLIANCE that is kept', [], { retention: { mode: 'COMPLIANCE', days: 2557 } }],
  ['an audit account', [], { auditAccount: { account } }],
  ['a removal that buckets do not have', ['VaultRemovalPolicy'], { removalPolicy: RemovalPolicy.SNAPSHOT }],
  ['a removal that nobody has', ['VaultRemovalPolicy'], { removalPolicy: '' }],
  ['COMPLIANCE that is destroyed', ['RetentionDestroyed'], { removalPolicy: RemovalPolicy.DESTROY, retention: { mode: 'COMPLIANCE', days: 366 } }],
  ['the management account', ['VaultInManagement'], { accountId: '000000000001' }],
  ['an audit account that nobody knows', ['AccountUnknown'], { auditAccount: unknown }],
  ['an audit account that is the management account', ['RoleAccountIsManagement'], { auditAccount: { account: { ...account, management: true } } }],
  ['an audit account that is suspended', ['RoleAccountNotActive'], { auditAccount: { account: { ...account, status: 'SUSPENDED', active: false } } }],
  ['everything at once', ['RetentionDestroyed', 'VaultInManagement', 'AccountUnknown'], {
    removalPolicy: RemovalPolicy.DESTROY, retention: { mode: 'COMPLIANCE', days: 366 }, accountId: '000000000001', auditAccount: unknown,
  }],
])('%s: %j', (_, expected, change) => {
  expect(vaultProblems(input(change)).map(({ code }) => code)).toEqual(expected);
});

test('a refusal says how long the logs are locked', () => {
  const [{ problem }] = vaultProblems(input({ removalPolicy: 'destroy', retention: { mode: 'COMPLIANCE', days: 2557 } }));
  expect(problem).toBe("'removalPolicy' is DESTROY and 'retention' is COMPLIANCE for 2557 days; locked logs cannot be deleted");
});
