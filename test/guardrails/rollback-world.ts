import { type PolicyState, type Rollback, rollbacks } from '../../src/guardrails/domain/rollback';
import { InMemoryOrganizations } from '../support/in-memory-organizations';

export const SCP = 'SERVICE_CONTROL_POLICY';
export const RCP = 'RESOURCE_CONTROL_POLICY';
const SLOTS = { [SCP]: 10, [RCP]: 5 };
export const NAMES: Record<string, string> = { 'r-ab12': 'Root', 'ou-ab12-00000001': 'Workloads', 'ou-ab12-00000002': 'Sand | box', '111122223333': 'prod' };
export const [ROOT, WORKLOADS, SANDBOX] = Object.keys(NAMES);

export const deny = (sid: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: sid, Effect: 'Deny', Action: '*', Resource: '*' }] });
export const on = (...ids: string[]) => ids.map((id) => ({ id, name: NAMES[id] }));
export const policy = (name: string, changed: Partial<PolicyState> = {}): PolicyState =>
  ({ name, type: SCP, description: 'Denies', content: deny('A'), targets: on(WORKLOADS), ...changed });
export const rcp = (name: string, changed: Partial<PolicyState> = {}) => policy(name, { type: RCP, ...changed });

/** FullAWSAccess everywhere, and policies of others until no target has a free slot left in the fuller one of two states. */
function crowd(before: readonly PolicyState[], after: readonly PolicyState[]): PolicyState[] {
  const count = (states: readonly PolicyState[], type: string, id: string) =>
    states.filter((state) => state.type === type && state.targets.some((target) => target.id === id)).length;
  const room = (type: keyof typeof SLOTS, id: string) => SLOTS[type] - Math.max(count(before, type, id), count(after, type, id));
  const foreign = [SCP, RCP].flatMap((type) => Array.from({ length: 10 }, (_, place) => policy(place === 0 ? 'FullAWSAccess' : `foreign-${place}`, {
    type, targets: on(...Object.keys(NAMES).filter((id) => place < room(type as keyof typeof SLOTS, id))),
  })));
  return foreign.filter(({ targets }) => targets.length > 0);
}

/** An organization in the first state that was deployed to the second, and the ways back; `known` says whose id the snapshot holds. */
export function deployed(before: readonly PolicyState[], after: readonly PolicyState[], known = (_: PolicyState) => true) {
  const foreign = crowd(before, after);
  const organization = new InMemoryOrganizations(NAMES);
  organization.settle([...foreign, ...before]);
  const snapshot = organization.states().map((state) => (known(state) ? state : { ...state, id: undefined }));
  organization.settle([...foreign, ...after]);
  // a policy that binds nobody has no way back, and stays.
  const idle = after.filter(({ name, type, targets }) => targets.length === 0 && !before.some((state) => state.name === name && state.type === type));
  return { organization, ways: rollbacks(snapshot, [...foreign, ...after]), former: facts([...snapshot, ...idle]) };
}

/** What must be the same again: ids and spellings may differ. */
export function facts(states: readonly PolicyState[]) {
  return states
    .map(({ content, targets, id: _, ...state }) => ({ ...state, document: JSON.parse(content), targets: targets.map(({ id }) => id).sort() }))
    .sort((a, b) => (`${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1));
}

/** Deploys, runs the commands of every way back in order, and expects the former state. */
export function expectWayBack(...change: Parameters<typeof deployed>): readonly Rollback[] {
  const { organization, ways, former } = deployed(...change);
  ways.flatMap(({ commands }) => commands).forEach((command) => organization.run(command));
  expect(facts(organization.states())).toEqual(former);
  return ways;
}
