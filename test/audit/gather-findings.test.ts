import { type WantedFindings, gatherFindings } from '../../src/audit/runtime/gather-findings';
import { ServiceBusy } from '../../src/audit/runtime/posture-ports';

const WANTED: WantedFindings = { guardDutyFeatures: ['S3_DATA_EVENTS'], securityHub: true };

interface Start {
  readonly detector?: { readonly id: string; readonly enabled: boolean };
  readonly members?: string;
  readonly features?: Record<string, string>;
  readonly hub?: boolean;
  readonly busy?: number;
  readonly slowness?: number;
  readonly failAt?: number;
}

/** Both services of one Region in memory. */
function region({ detector, members = 'NONE', features = { S3_DATA_EVENTS: 'NONE', EKS_AUDIT_LOGS: 'NEW' }, hub = false, busy = 0, slowness = 0, failAt = Infinity }: Start = {}) {
  const state = { detector, members, features, hub };
  const written: string[] = [];
  let looks = 0;
  const write = async (what: string, effect: () => void) => {
    if (busy-- > 0) {
      throw new ServiceBusy('too many calls');
    }
    if (written.length >= failAt) {
      throw new Error('stopped');
    }
    written.push(what);
    effect();
    looks = 0;
  };
  const arrived = () => written.length === 0 || looks++ >= slowness;
  return {
    state, written,
    guardDuty: {
      detector: async () => (arrived() ? state.detector : undefined),
      createDetector: () => write('detector', () => { state.detector = { id: 'd1', enabled: true }; }),
      organization: async () => ({ members: state.members, features: state.features }),
      enableForAll: (_: string, wanted: readonly string[]) => write('all', () => {
        state.members = 'ALL';
        state.features = { ...state.features, ...Object.fromEntries(wanted.map((feature) => [feature, 'ALL'])) };
      }),
    },
    securityHub: { enabled: async () => state.hub && arrived(), enable: () => write('hub', () => { state.hub = true; }) },
  };
}

const pauses: number[] = [];
const pause = { seconds: async (seconds: number) => { pauses.push(seconds); } };
beforeEach(() => { pauses.length = 0; });
const gather = (world: ReturnType<typeof region>, wanted = WANTED) => gatherFindings(wanted, world.guardDuty, world.securityHub, pause);

test('a bare Region gets a detector, all members with the features that are named, and Security Hub', async () => {
  const bare = region();
  await gather(bare);
  expect(bare.written).toEqual(['detector', 'all', 'hub']);
  expect(bare.state).toEqual({ detector: { id: 'd1', enabled: true }, members: 'ALL', features: { S3_DATA_EVENTS: 'ALL', EKS_AUDIT_LOGS: 'NEW' }, hub: true });
});

test('what is on is adopted: running it twice writes nothing more', async () => {
  const world = region({ detector: { id: 'd0', enabled: true } });
  await gather(world);
  await gather(world);
  expect(world.written).toEqual(['all', 'hub']);
  expect(world.state.detector).toEqual({ id: 'd0', enabled: true });
});

test('a feature that is named no more stays on', async () => {
  const world = region({ detector: { id: 'd0', enabled: true }, members: 'ALL', features: { S3_DATA_EVENTS: 'ALL' }, hub: true });
  await gather(world, { guardDutyFeatures: [], securityHub: true });
  expect(world.written).toEqual([]);
  expect(world.state.features).toEqual({ S3_DATA_EVENTS: 'ALL' });
});

test.each<[string, Partial<Start>]>([
  ['members that come later only', { members: 'NEW', features: { S3_DATA_EVENTS: 'ALL' } }],
  ['a feature for members that come later only', { members: 'ALL', features: { S3_DATA_EVENTS: 'NEW' } }],
  ['a feature that is unknown there', { members: 'ALL', features: {} }],
])('%s are not enough', async (_, start) => {
  const world = region({ detector: { id: 'd0', enabled: true }, hub: true, ...start });
  await gather(world);
  expect(world.written).toEqual(['all']);
});

test('a service that is left out is not looked at', async () => {
  const world = region();
  await gather(world, { securityHub: true });
  expect(world.written).toEqual(['hub']);
  const other = region();
  other.securityHub.enabled = async () => { throw new Error('asked'); };
  await gather(other, { guardDutyFeatures: [], securityHub: false });
  expect(other.state.hub).toBe(false);
});

test('a detector that somebody suspended fails the deployment, and stays', async () => {
  const world = region({ detector: { id: 'd0', enabled: false } });
  await expect(gather(world)).rejects.toThrow('GuardDuty is suspended here (detector d0)');
  expect(world.written).toEqual([]);
});

test('an account that is no administrator says so', async () => {
  const world = region({ detector: { id: 'd0', enabled: true } });
  world.guardDuty.organization = async () => { throw new Error('the caller is not the administrator'); };
  await expect(gather(world)).rejects.toThrow('the caller is not the administrator');
});

test.each([[9, 'waited out'], [10, 'passed on']])('a service that is busy %i times is %s', async (busy, outcome) => {
  const world = region({ busy });
  await (outcome === 'waited out' ? gather(world) : expect(gather(world)).rejects.toThrow(ServiceBusy));
});

test('what takes its time is waited for, and what never comes fails within the time the handler has', async () => {
  await gather(region({ slowness: 5 }));
  expect(pauses.length).toBeGreaterThan(4);
  await expect(gather(region({ slowness: Infinity }))).rejects.toThrow('that GuardDuty has a detector did not happen within 90 seconds');
});

test('a change that does not stick fails', async () => {
  const world = region({ detector: { id: 'd0', enabled: true } });
  world.guardDuty.enableForAll = async () => undefined;
  await expect(gather(world)).rejects.toThrow('that GuardDuty is on for all members did not happen');
});

test.each([0, 1, 2])('stopped after %i writes, running it again finishes', async (failAt) => {
  const world = region({ failAt });
  await expect(gather(world)).rejects.toThrow('stopped');
  const again = region({ detector: world.state.detector, members: world.state.members, features: world.state.features, hub: world.state.hub });
  await gather(again);
  expect(again.state).toMatchObject({ members: 'ALL', hub: true });
  expect(world.written.length + again.written.length).toBe(3);
});
