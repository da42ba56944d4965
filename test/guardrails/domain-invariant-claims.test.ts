import type { ResolvedExemption } from '../../src/guardrails/domain/exemption-problems';
import { type GuardedAccount, type Invariant, type InvariantPlace, invariantClaims } from '../../src/guardrails/domain/invariant-claims';

const ACCOUNT = '000000000005';
const EXEMPT: ResolvedExemption = {
  kind: 'accounts', principals: [], accountIds: [ACCOUNT], externalAccounts: [], reason: 'moves', owner: 'data', ticket: 'SEC-1', expires: '2027-01-31',
};
const invariant = (change: Partial<Invariant> = {}): Invariant =>
  ({ claim: 'root works', principal: 'arn:aws:iam::<account>:role/any', action: 'ec2:RunInstances', resource: '*', regions: ['eu-west-1'], ...change });
const account = (change: Partial<GuardedAccount> = {}): GuardedAccount => ({ id: ACCOUNT, management: false, stage: 'enforce', ...change });

/** What one guardrail claims by one invariant. */
function claimed(change: Partial<Invariant>, accounts: readonly GuardedAccount[], place: Partial<InvariantPlace> = {}) {
  const [claim] = invariantClaims([invariant(change)], { source: 'deny', spared: [], accounts, ...place });
  return claim;
}

const SPARED = { spared: ['arn:aws:iam::*:role/any'] };

test.each<[string, Partial<Invariant>, GuardedAccount, Partial<InvariantPlace>, string | undefined]>([
  ['it is enforced', {}, account(), {}, undefined],
  ['it is the management account', {}, account({ management: true }), {}, 'the management account is not bound'],
  ['no place above it is named', {}, account({ stage: undefined }), {}, 'not attached: the rollout names no place above it'],
  ['it is in the stage draft', {}, account({ stage: 'draft' }), {}, 'draft: not attached yet'],
  ['it is in the stage observe', {}, account({ stage: 'observe' }), {}, 'observe: not attached yet'],
  ['it is exempt', {}, account({ exemption: EXEMPT }), {}, 'exempt until 2027-01-31 (SEC-1)'],
  ['the caller is left alone', {}, account(), SPARED, 'the caller is exempt'],
  ['the caller is left alone in this account by its id', {}, account(), { spared: [`arn:aws:iam::${ACCOUNT}:role/any`] }, 'the caller is exempt'],
  ['the caller is left alone in another account', {}, account(), { spared: ['arn:aws:iam::000000000004:role/any'] }, undefined],
  ['another role is left alone', {}, account(), { spared: ['arn:aws:iam::*:role/any-other'] }, undefined],
  ['it is the management account and exempt', {}, account({ management: true, exemption: EXEMPT }), {}, 'the management account is not bound'],
  ['it is exempt and not enforced', {}, account({ stage: 'observe', exemption: EXEMPT }), {}, 'observe: not attached yet'],
  ['it is exempt from what reaches everybody', { absolute: true }, account({ exemption: EXEMPT }), {}, undefined],
  ['the caller is left alone, but not by what reaches everybody', { absolute: true }, account(), SPARED, undefined],
  ['what reaches everybody is not enforced', { absolute: true }, account({ stage: 'draft' }), {}, 'draft: not attached yet'],
  ['something must stay possible where nothing is enforced', { expected: 'allowed' }, account({ stage: undefined }), {}, undefined],
  ['something must stay possible where it is exempt', { expected: 'allowed' }, account({ exemption: EXEMPT }), SPARED, undefined],
  ['something must stay possible in the management account', { expected: 'allowed' }, account({ management: true }), {}, 'the management account is not bound'],
])('where %s', (_, change, one, place, reason) => {
  const { accountIds, notCovered } = claimed(change, [one], place);
  expect({ accountIds, notCovered }).toEqual(reason === undefined
    ? { accountIds: [ACCOUNT], notCovered: [] } : { accountIds: [], notCovered: [{ reason, accountIds: [ACCOUNT] }] });
});

test('accounts with one reason stand together, and those with none are asked', () => {
  const accounts = [account({ id: '1', stage: 'draft' }), account({ id: '2' }), account({ id: '3', stage: 'draft' }), account({ id: '4', stage: 'observe' })];
  const { accountIds, notCovered } = claimed({}, accounts);
  expect(accountIds).toEqual(['2']);
  expect(notCovered).toEqual([{ reason: 'draft: not attached yet', accountIds: ['1', '3'] }, { reason: 'observe: not attached yet', accountIds: ['4'] }]);
});

test('what is about one account says nothing of others', () => {
  const accounts = [account({ id: '1', stage: 'draft' }), account({ id: '2' }), account({ id: '3' })];
  expect(claimed({ only: '2' }, accounts)).toMatchObject({ accountIds: ['2'], notCovered: [] });
  expect(claimed({ only: '1' }, accounts)).toMatchObject({ accountIds: [], notCovered: [{ accountIds: ['1'] }] });
  expect(claimed({ only: '9' }, accounts)).toMatchObject({ accountIds: [], notCovered: [] });
});

test('a claim must be denied unless it says otherwise, and names the guardrail', () => {
  expect(claimed({}, [account()])).toMatchObject({ expected: 'denied', source: 'deny', claim: 'root works', fix: expect.stringContaining("'deny'") });
  expect(claimed({ expected: 'allowed' }, [account()])).toMatchObject({ expected: 'allowed', source: 'deny' });
});

test('each invariant is a claim of its own, in the order given', () => {
  const claims = invariantClaims([invariant({ claim: 'b' }), invariant({ claim: 'a', expected: 'allowed' })], { source: 'deny', spared: [], accounts: [account({ stage: 'draft' })] });
  expect(claims.map(({ claim, accountIds }) => [claim, accountIds])).toEqual([['b', []], ['a', [ACCOUNT]]]);
});
