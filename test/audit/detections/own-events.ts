import type { Rows } from './watched-watchers';
import { eventBridgeFindings } from '../../../src/audit/runtime/event-bridge-findings';
import { AUDIT, SANDBOX } from '../../support/small-organization';

/** What EventBridge makes of an entry that was put: the account is that of the caller, whatever the entry says. */
const onBus = ({ Source, DetailType, Detail }: any, account = AUDIT) => ({
  'version': '0', 'id': '00000000-0000-0000-0000-000000000000', 'source': Source, 'detail-type': DetailType, account, 'time': '2026-11-01T00:00:00Z',
  'region': 'eu-west-1', 'resources': [], 'detail': JSON.parse(Detail),
});

/** Events as the jobs of the audit account put them: the entries are those of the adapter that puts them. */
export function announced(kind: 'Trail Integrity Finding' | 'Trail Completeness Change', detail: object, account = AUDIT): object {
  const put: any[] = [];
  void eventBridgeFindings({ send: async ({ input }: any) => { put.push(...input.Entries); return {}; } } as any).announce(kind, [detail]);
  return onBus(put[0], account);
}

const chain = { accountId: SANDBOX, region: 'eu-central-1' };
const finding = {
  date: '2026-10-31', run: 'run', index: 'evidence/integrity/2026-10-31.json', ...chain, result: 'fail', invalid: 1, missing: 0, unverifiable: 0, findings: [],
};
const late = { change: 'late', ...chain, since: '2026-11-01T00:00:00Z' };
const own = (source: string, detailType: string, detail: object) => onBus({ Source: source, DetailType: detailType, Detail: JSON.stringify(detail) });

/** Rows of what the jobs of the audit account find. */
export const OWN_EVENTS: Record<string, Rows> = {
  'trail-findings': {
    told: [
      ['something that was changed', announced('Trail Integrity Finding', finding)],
      ['something that is not proven', announced('Trail Integrity Finding', { ...finding, result: 'attention', invalid: 0, unverifiable: 2 })],
      ['another account and Region of the same day', announced('Trail Integrity Finding', { ...finding, accountId: AUDIT, region: 'us-east-1' })],
    ],
    untold: [
      ['a finding that another account puts', announced('Trail Integrity Finding', finding, SANDBOX)],
      ['a gap, which another detection tells', announced('Trail Completeness Change', late)],
      ['a finding of somebody else', own('example.audit', 'Trail Integrity Finding', finding)],
      ['another spelling', own('zero-trust.audit', 'Trail integrity finding', finding)],
    ],
  },
  'trail-gaps': {
    told: [
      ['an account and Region that fell silent', announced('Trail Completeness Change', late)],
      ['a second one, while the alarm is on', announced('Trail Completeness Change', { ...late, accountId: AUDIT })],
      ['one in another Region', announced('Trail Completeness Change', { ...late, region: 'us-east-1' })],
    ],
    untold: [
      ['one that is heard again', announced('Trail Completeness Change', { ...late, change: 'no-longer-late', until: '2026-11-01T05:00:00Z' })],
      ['a gap that another account puts', announced('Trail Completeness Change', late, SANDBOX)],
      ['a finding, which another detection tells', announced('Trail Integrity Finding', finding)],
      ['a change of somebody else', own('example.audit', 'Trail Completeness Change', late)],
    ],
  },
};
