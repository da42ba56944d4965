import type { ChainLevel, GuardrailChain, LevelPolicies, PolicySlots } from './report-model';
import type { Directory, Place } from '../../organization/domain/directory';
import { chainTo } from '../../organization/domain/directory';
import { type AttachedPolicy, RCP, SCP } from '../../organization/domain/policy-slots';
import type { QuotaValues } from '../../organization/domain/quota-data';

/** A policy of the landing zone, as it will hang after deployment. */
export interface OurPolicy {
  readonly name: string;
  readonly type: typeof SCP | typeof RCP;
  readonly bytes: number;
  readonly targetIds: readonly string[];
}

export interface PolicyUsage {
  readonly directory: Directory;
  readonly quotas: QuotaValues;
  readonly attached: (targetId: string) => readonly Pick<AttachedPolicy, 'name' | 'type' | 'awsManaged' | 'bytes'>[];
}

/** Slots and bytes of every root, unit and account, without our policies as the snapshot has them or with ours as they will be. */
export function policySlots(usage: PolicyUsage, ours: readonly OurPolicy[]): PolicySlots {
  const targets = [...usage.directory.places.values()].map(({ id, name }) => {
    const scps = policiesOn(id, SCP, usage, ours);
    return [id, { name, scpAttached: scps.length, scpBytes: bytesOf(scps), rcpAttached: policiesOn(id, RCP, usage, ours).length }] as const;
  });
  const { scpsPerTarget, rcpsPerTarget } = usage.quotas;
  return { scpQuotaPerTarget: scpsPerTarget, rcpQuotaPerTarget: rcpsPerTarget, targets: Object.fromEntries(targets) };
}

/** The policies above each account, from the root down, once ours are attached. */
export function guardrailChains(usage: PolicyUsage, ours: readonly OurPolicy[]): GuardrailChain[] {
  const levels = new Map<string, ChainLevel>();
  const levelOf = (place: Place) => {
    const level = levels.get(place.id) ?? chainLevel(place, usage, ours);
    levels.set(place.id, level);
    return level;
  };
  return [...usage.directory.accounts.values()].map(({ id, management }) => ({
    accountId: id,
    bound: !management,
    levels: chainTo(id, usage.directory.places).map(levelOf),
  }));
}

function chainLevel({ id, name }: Place, usage: PolicyUsage, ours: readonly OurPolicy[]): ChainLevel {
  const { scpsPerTarget, scpBytes, rcpsPerTarget, rcpBytes } = usage.quotas;
  return {
    targetId: id,
    targetName: name,
    ...withRoom(policiesOn(id, SCP, usage, ours), scpsPerTarget, scpBytes),
    rcps: withRoom(policiesOn(id, RCP, usage, ours), rcpsPerTarget, rcpBytes),
  };
}

function withRoom(policies: LevelPolicies['policies'], perTarget: number, bytesEach: number): LevelPolicies {
  const slotsLeft = perTarget - policies.length;
  return { policies, slotsUsed: policies.length, slotsLeft, bytesUsed: bytesOf(policies), bytesLeft: slotsLeft * bytesEach };
}

/** Others' policies of a type, then ours; one of ours that the snapshot has already counts once, as it will be. */
function policiesOn(targetId: string, type: OurPolicy['type'], { attached }: PolicyUsage, ours: readonly OurPolicy[]): LevelPolicies['policies'] {
  const ourType = ours.filter((policy) => policy.type === type);
  const names = new Set(ourType.map(({ name }) => name));
  return [
    ...attached(targetId).filter((policy) => policy.type === type && !names.has(policy.name))
      .map(({ name, bytes, awsManaged }) => ({ name, bytes, origin: awsManaged ? 'aws' as const : 'foreign' as const })),
    ...ourType.filter(({ targetIds }) => targetIds.includes(targetId)).map(({ name, bytes }) => ({ name, bytes, origin: 'ours' as const })),
  ];
}

function bytesOf(policies: LevelPolicies['policies']): number {
  return policies.reduce((sum, { bytes }) => sum + bytes, 0);
}
