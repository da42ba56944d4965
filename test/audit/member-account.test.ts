import { memberAccountProblems } from '../../src/audit/domain/member-account';
import type { AccountPlace } from '../../src/organization/domain/directory';

const account = (change: Partial<AccountPlace> = {}): { account: AccountPlace } => ({
  account: { kind: 'account', id: '000000000002', name: 'audit', path: '', email: 'audit@example.com', status: 'ACTIVE', active: true, management: false, tags: {}, ...change },
});

test('an active member account has no problem', () => {
  expect(memberAccountProblems('auditAccount', account())).toEqual([]);
});

test('a name that says no account is the only problem', () => {
  const problem = { code: 'AccountUnknown', problem: 'nobody is called so', fix: 'name somebody' };
  expect(memberAccountProblems('auditAccount', { problem })).toEqual([problem]);
});

test('an account that is neither active nor a member has both problems, told by the name of the prop', () => {
  expect(memberAccountProblems('logArchiveAccount', account({ status: 'SUSPENDED', active: false, management: true }))).toEqual([
    {
      code: 'RoleAccountNotActive',
      problem: "'logArchiveAccount' is 'audit' (000000000002), which is SUSPENDED; it must be ACTIVE",
      fix: 'name an active account, or reopen this one and take the snapshot again',
    },
    {
      code: 'RoleAccountIsManagement',
      problem: "'logArchiveAccount' is the management account 'audit' (000000000002), where no guardrail protects logs and findings",
      fix: 'name a member account',
    },
  ]);
});
