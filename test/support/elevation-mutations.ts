import type { Mutation } from './elevation-history';
import { STANDING_GROUP } from './elevation-world';
import { assignmentKey } from '../../src/identity/domain/held-access';

/** Ways in which the code could be wrong, made by ports that lie to it. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'leases are forgotten as soon as the assignment is gone': (ports) => ({
    ...ports, leases: { ...ports.leases, save: async (lease) => (lease.phase === 'settling' ? ports.leases.delete({ ...lease, revision: lease.revision - 1 })
      : ports.leases.save(lease)) },
  }),
  'sessions are denied only after the removal': (ports) => ({
    ...ports, denials: { ...ports.denials, deny: async (given) => {
      const later = given.filter(({ scope }) => scope.kind === 'set' && scope.issuedBeforeMs !== undefined);
      const proofs = await ports.denials.deny(later);
      return given.map(({ id }) => proofs.find((proof) => proof.id === id) ?? { id, policies: [], verifiedAtMs: 0 });
    } },
  }),
  'sessions are never let in again': (ports) => ({
    ...ports, denials: { ...ports.denials, deny: async (given) => ports.denials.deny(given.map((denial) => (denial.scope.kind === 'set'
      ? { ...denial, scope: { kind: 'set', accountId: denial.scope.accountId, setName: denial.scope.setName } } : denial))) },
  }),
  'the first that ends is taken for the last': (ports, { rows }) => ({
    ...ports, leases: { ...ports.leases, find: async (assignment) => {
      const lease = await ports.leases.find(assignment);
      const ending = lease?.elevationIds.filter((id) => rows.get(id)?.state === 'ending') ?? [];
      return lease && ending.length > 0 ? { ...lease, elevationIds: ending } : lease;
    } },
  }),
  'standing access is observed anew by whoever joins what settles': (ports, { leases, rows }) => ({
    ...ports, leases: {
      ...ports.leases,
      find: async (assignment) => {
        const lease = await ports.leases.find(assignment);
        const joins = [...rows.values()].some(({ state, requesterId }) => state === 'granting' && requesterId === assignment.principal.id);
        return lease?.phase === 'settling' && joins && !lease.toConfirm ? undefined : lease;
      },
      save: async (lease) => {
        const before = leases.get(assignmentKey(lease));
        return ports.leases.save(lease.revision === 1 && before?.phase === 'settling' ? { ...lease, revision: before.revision + 1 } : lease);
      },
    },
  }),
  'standing access is not observed': (ports) => ({
    ...ports, leases: { ...ports.leases, save: async (lease) => ports.leases.save({ ...lease, standing: false }) },
  }),
  'nobody is asked whether a group gives the same': (ports) => ({ ...ports, people: { ...ports.people, groupsOf: async (id, groups) => (
    (await ports.people.groupsOf(id, groups)).filter((group) => group !== STANDING_GROUP.principal.id)) } }),
  'a group is believed to give everybody the same': (ports) => ({ ...ports, people: { ...ports.people, groupsOf: async (_, groups) => groups } }),
  'what a group gives, too, is not removed': (ports) => ({
    ...ports, leases: { ...ports.leases, save: async (lease) => (lease.standingGroups
      ? ports.leases.delete({ ...lease, revision: lease.revision - 1 }) : ports.leases.save(lease)) },
  }),
  'SUCCEEDED is believed': (ports) => ({ ...ports, backend: { ...ports.backend, holds: async () => true } }),
  'sweeps end nothing': (ports) => ({ ...ports, enders: { ask: async (work) => (work.kind === 'end' ? undefined : ports.enders.ask(work)) } }),
  'sweeps look after no lease': (ports) => ({ ...ports, enders: { ask: async (work) => (work.kind === 'settle' ? undefined : ports.enders.ask(work)) } }),
  'evidence is not kept': (ports) => ({ ...ports, evidence: { keep: async () => undefined } }),
};
