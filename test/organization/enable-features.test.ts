import { STACK_SETS } from '../../src/organization/domain/stack-sets';
import { enableFeatures } from '../../src/organization/runtime/enable-features';
import { OrganizationBusy } from '../../src/organization/runtime/feature-ports';

const WANTED = {
  policyTypes: ['SERVICE_CONTROL_POLICY'],
  trustedServices: ['cloudtrail.amazonaws.com', 'sso.amazonaws.com'],
  delegatedAdministrators: [{ servicePrincipal: 'sso.amazonaws.com', accountId: '000000000002' }],
};

/** Organizations in memory; it refuses two writes at once and an administrator of a service that is not trusted, as AWS does. */
function organization({
  types = [] as string[], pendingLooks = 0, trusted = [] as string[], administrators = {} as Record<string, string[]>, failAt = Infinity, busy = 0,
  stackSets = Infinity,
} = {}) {
  const written: string[] = [];
  let writing = false;
  const write = async (what: string, effect: () => void) => {
    if (writing) {
      throw new Error('ConcurrentModificationException');
    }
    if (busy-- > 0) {
      throw new OrganizationBusy('somebody else is writing');
    }
    if (written.length >= failAt) {
      throw new Error('stopped');
    }
    writing = true;
    await new Promise((done) => setImmediate(done));
    effect();
    written.push(what);
    writing = false;
  };
  return {
    written, types, trusted, administrators,
    policyTypes: async () => Object.fromEntries(types.map((type) => [type, pendingLooks-- > 0 ? 'PENDING_ENABLE' : 'ENABLED'])),
    enablePolicyType: (type: string) => write(`type ${type}`, () => types.push(type)),
    trustedServices: async () => [...trusted],
    enableTrustedService: (service: string) => write(`trust ${service}`, () => trusted.push(service)),
    // as many looks as CloudFormation takes until it says so.
    stackSetsActive: async () => stackSets-- <= 0,
    activateStackSets: () => write('activate StackSets', () => { stackSets = Math.min(stackSets, 2); trusted.push(STACK_SETS); }),
    delegatedAdministrators: async (service: string) => administrators[service] ?? [],
    registerDelegatedAdministrator: (account: string, service: string) => write(`register ${service}`, () => {
      if (!trusted.includes(service)) {
        throw new Error('the service is not trusted');
      }
      administrators[service] = [...(administrators[service] ?? []), account];
    }),
  };
}

const pauses: number[] = [];
const pause = { seconds: async (seconds: number) => { pauses.push(seconds); } };
beforeEach(() => { pauses.length = 0; });

test('a bare organization gets types, trust and administrator, one write after the other', async () => {
  const bare = organization();
  await enableFeatures(WANTED, bare, pause);
  expect(bare.written).toEqual(['type SERVICE_CONTROL_POLICY', 'trust cloudtrail.amazonaws.com', 'trust sso.amazonaws.com', 'register sso.amazonaws.com']);
});

test('what is there already is adopted: running it twice writes nothing more', async () => {
  const twice = organization();
  await enableFeatures(WANTED, twice, pause);
  const { length } = twice.written;
  await enableFeatures(WANTED, twice, pause);
  expect(twice.written).toHaveLength(length);
});

test('what others switched on stays', async () => {
  const used = organization({ types: ['TAG_POLICY'], trusted: ['config.amazonaws.com'], administrators: { 'config.amazonaws.com': ['000000000003'] } });
  await enableFeatures(WANTED, used, pause);
  expect(used.types).toContain('TAG_POLICY');
  expect(used.trusted).toContain('config.amazonaws.com');
  expect(used.administrators['config.amazonaws.com']).toEqual(['000000000003']);
});

test('another administrator is refused before the first write', async () => {
  const taken = organization({ administrators: { 'sso.amazonaws.com': ['000000000003'] } });
  await expect(enableFeatures(WANTED, taken, pause)).rejects.toThrow('sso.amazonaws.com is administered by 000000000003, not by 000000000002');
  expect(taken.written).toEqual([]);
});

test.each([0, 1, 2, 3])('stopped after %i writes, running it again finishes', async (failAt) => {
  const world = organization({ failAt });
  await expect(enableFeatures(WANTED, world, pause)).rejects.toThrow('stopped');
  const again = organization({ types: world.types, trusted: world.trusted, administrators: world.administrators });
  await enableFeatures(WANTED, again, pause);
  expect([again.types, again.trusted, again.administrators]).toEqual([
    ['SERVICE_CONTROL_POLICY'], ['cloudtrail.amazonaws.com', 'sso.amazonaws.com'], { 'sso.amazonaws.com': ['000000000002'] },
  ]);
});

test('a policy type that takes its time is asked for once and waited for', async () => {
  const slow = organization({ pendingLooks: 4 });
  await enableFeatures(WANTED, slow, pause);
  expect(slow.written.filter((what) => what.startsWith('type'))).toHaveLength(1);
  expect(pauses).toEqual([3, 3, 3, 3, 3]);
});

test('a policy type that never comes on fails the deployment within the time the handler has', async () => {
  const stuck = organization({ pendingLooks: Infinity });
  await expect(enableFeatures(WANTED, stuck, pause)).rejects.toThrow('SERVICE_CONTROL_POLICY was not enabled within 120 seconds');
});

test.each([[19, 'waited out'], [20, 'passed on']])('somebody else who writes %i times in between is %s', async (busy, outcome) => {
  const world = organization({ busy });
  const enabling = enableFeatures(WANTED, world, pause);
  if (outcome === 'waited out') {
    await enabling;
    expect(world.written).toHaveLength(4);
  } else {
    await expect(enabling).rejects.toThrow(OrganizationBusy);
  }
});

describe('StackSets', () => {
  const STACKS = { policyTypes: [], trustedServices: ['cloudtrail.amazonaws.com', STACK_SETS], delegatedAdministrators: [] };

  test('are activated by CloudFormation, waited for, and not switched on by Organizations', async () => {
    const bare = organization();
    await enableFeatures(STACKS, bare, pause);
    expect(bare.written).toEqual(['trust cloudtrail.amazonaws.com', 'activate StackSets']);
    expect(pauses).toEqual([3, 3, 3]);
  });

  test('are activated also where Organizations lists them already, because CloudFormation has a switch of its own', async () => {
    const half = organization({ trusted: ['cloudtrail.amazonaws.com', STACK_SETS] });
    await enableFeatures(STACKS, half, pause);
    expect(half.written).toEqual(['activate StackSets']);
  });

  test('that are active stay as they are', async () => {
    const active = organization({ trusted: ['cloudtrail.amazonaws.com', STACK_SETS], stackSets: 0 });
    await enableFeatures(STACKS, active, pause);
    expect(active.written).toEqual([]);
  });

  test('that nobody asked for are not looked at', async () => {
    const bare = organization();
    bare.stackSetsActive = async () => { throw new Error('asked'); };
    await enableFeatures(WANTED, bare, pause);
    expect(bare.written).not.toContain('activate StackSets');
  });

  test('that never come on fail the deployment within the time the handler has', async () => {
    const stuck = organization();
    stuck.stackSetsActive = async () => false;
    await expect(enableFeatures(STACKS, stuck, pause)).rejects.toThrow('StackSets was not active within 120 seconds');
    expect(stuck.written.filter((what) => what.startsWith('activate'))).toHaveLength(1);
  });

  test('wait for somebody else who writes', async () => {
    const world = organization({ busy: 5 });
    await enableFeatures({ ...STACKS, trustedServices: [STACK_SETS] }, world, pause);
    expect(world.written).toEqual(['activate StackSets']);
  });
});
