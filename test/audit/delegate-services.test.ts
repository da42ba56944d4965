import fc from 'fast-check';
import { type WantedDelegation, delegateServices } from '../../src/audit/runtime/delegate-services';
import { ServiceBusy } from '../../src/audit/runtime/posture-ports';
import { AUDIT, LOG_ARCHIVE } from '../support/small-organization';

const WANTED: WantedDelegation = { accountId: AUDIT, regions: ['eu-west-1', 'us-east-1'], services: ['GuardDuty', 'SecurityHub'] };

/** A service in memory, whose Regions know their administrators each by itself. */
class Service {
  readonly written: string[] = [];
  busy = 0;
  /** Looks that pass until a new administrator is one. */
  slowness = 0;
  /** Fails the write of this number, after it took effect or before. */
  failure?: { readonly at: number; readonly after: boolean };
  private looks = 0;
  private writes = 0;

  constructor(readonly regions: Record<string, string> = {}) {}

  readonly administrators = async (region: string) => {
    const accountId = this.regions[region];
    return accountId === undefined ? [] : [{ accountId, enabled: this.written.length === 0 || this.looks++ >= this.slowness }];
  };

  readonly register = async (region: string, accountId: string) => {
    if (this.busy-- > 0) {
      throw new ServiceBusy('too many calls');
    }
    const fails = this.failure?.at === this.writes++;
    if (fails && !this.failure!.after) {
      throw new Error('stopped');
    }
    if (this.regions[region] !== undefined) {
      throw new Error('an administrator is registered already');
    }
    this.regions[region] = accountId;
    this.written.push(region);
    if (fails) {
      throw new Error('stopped');
    }
  };
}

const pauses: number[] = [];
const pause = { seconds: async (seconds: number) => { pauses.push(seconds); } };
beforeEach(() => { pauses.length = 0; });
const delegated = (guardDuty: Service, hub: Service, wanted = WANTED) => delegateServices(wanted, { GuardDuty: guardDuty, SecurityHub: hub }, pause);

test('each service gets its administrator in each Region', async () => {
  const [guardDuty, hub] = [new Service(), new Service()];
  await delegated(guardDuty, hub);
  expect([guardDuty.regions, hub.regions]).toEqual([{ 'eu-west-1': AUDIT, 'us-east-1': AUDIT }, { 'eu-west-1': AUDIT, 'us-east-1': AUDIT }]);
});

test('what it administers already is adopted: running it twice writes nothing more', async () => {
  const [guardDuty, hub] = [new Service({ 'eu-west-1': AUDIT }), new Service()];
  await delegated(guardDuty, hub);
  await delegated(guardDuty, hub);
  expect([guardDuty.written, hub.written]).toEqual([['us-east-1'], ['eu-west-1', 'us-east-1']]);
});

test('others who administer are all named before the first write', async () => {
  const [guardDuty, hub] = [new Service({ 'us-east-1': LOG_ARCHIVE }), new Service({ 'eu-west-1': '000000000005' })];
  await expect(delegated(guardDuty, hub)).rejects.toThrow(
    `GuardDuty in us-east-1 is administered by ${LOG_ARCHIVE}, not by ${AUDIT}; SecurityHub in eu-west-1 is administered by 000000000005, not by ${AUDIT}`);
  expect([...guardDuty.written, ...hub.written]).toEqual([]);
});

test('a service that is not asked for, or a Region that is left out later, keeps its administrator', async () => {
  const [guardDuty, hub] = [new Service({ 'eu-west-1': AUDIT, 'us-east-1': AUDIT }), new Service({ 'eu-west-1': LOG_ARCHIVE })];
  await delegated(guardDuty, hub, { ...WANTED, services: ['GuardDuty'], regions: ['eu-west-1'] });
  expect([guardDuty.regions, hub.regions]).toEqual([{ 'eu-west-1': AUDIT, 'us-east-1': AUDIT }, { 'eu-west-1': LOG_ARCHIVE }]);
});

test.each([[9, 'waited out'], [10, 'passed on']])('a service that is busy %i times is %s', async (busy, outcome) => {
  const guardDuty = new Service();
  guardDuty.busy = busy;
  const done = delegated(guardDuty, new Service());
  await (outcome === 'waited out' ? done : expect(done).rejects.toThrow(ServiceBusy));
  expect(pauses).toHaveLength(9);
});

test.each([[29, 'waited for'], [30, 'given up']])('an administrator that takes %i looks is %s', async (slowness, outcome) => {
  const guardDuty = new Service();
  guardDuty.slowness = slowness;
  const done = delegated(guardDuty, new Service(), { ...WANTED, regions: ['eu-west-1'] });
  await (outcome === 'waited for' ? done : expect(done).rejects.toThrow(`that ${AUDIT} administers GuardDuty in eu-west-1 did not happen within 90 seconds`));
});

test('somebody who registered the same in between is no failure', async () => {
  const guardDuty = new Service();
  guardDuty.failure = { at: 0, after: true };
  await delegated(guardDuty, new Service());
  expect(guardDuty.regions).toEqual({ 'eu-west-1': AUDIT, 'us-east-1': AUDIT });
});

test('wherever it stops, running it again finishes and takes nothing away', async () => {
  const seed = Date.now() % 1_000_000;
  await fc.assert(fc.asyncProperty(
    fc.subarray(WANTED.regions as string[]), fc.subarray(WANTED.regions as string[]), fc.nat(3), fc.boolean(),
    async (adopted, adoptedHub, at, after) => {
      const mine = (regions: string[]) => Object.fromEntries(regions.map((region) => [region, AUDIT]));
      const [guardDuty, hub] = [new Service(mine(adopted)), new Service(mine(adoptedHub))];
      guardDuty.failure = { at, after };
      const first = await delegated(guardDuty, hub).catch((error: Error) => error.message);
      expect([undefined, 'stopped']).toContain(first);
      await delegated(guardDuty, hub);
      expect([guardDuty.regions, hub.regions]).toEqual([mine(['eu-west-1', 'us-east-1']), mine(['eu-west-1', 'us-east-1'])]);
      expect(guardDuty.written).toHaveLength(2 - adopted.length);
    },
  ), { seed }).catch((error: Error) => { throw new Error(`seed ${seed}: ${error.message}`); });
});
