import type { ChainLevel, GuardrailChain, PolicySlots } from './report-model';
import type { Directory, Place } from '../../organization/domain/directory';
import { chainTo } from '../../organization/domain/directory';
import { type AttachedPolicy, RCP, SCP } from '../../organization/domain/policy-slots';
import type { QuotaValues } from '../../organization/domain/quota-data';

/** A service control policy of the landing zone, as it will hang after deployment. */
export interface OurPolicy {
  readonly name: string;
  readonly bytes: number;
  readonly targetIds: readonly string[];
}

export interface PolicyUsage {
  readonly directory: Directory;
  readonly quotas: QuotaValues;
  readonly attached: (targetId: string) => readonly AttachedPolicy[];
}

/** Slots and bytes of every root, unit and account, without our policies as the snapshot has them or with ours as they will be. */
export function policySlots({ directory, quotas, attached }: PolicyUsage, ours: readonly OurPolicy[]): PolicySlots {
  const names = new Set(ours.map(({ name }) => name));
  const targets = [...directory.places.values()].map((place) => {
    const scps = [
      ...attached(place.id).filter(({ type, name }) => type === SCP && !names.has(name)),
      ...ours.filter(({ targetIds }) => targetIds.includes(place.id)),
    ];
    return [place.id, {
      name: place.name,
      scpAttached: scps.length,
      scpBytes: scps.reduce((sum, { bytes }) => sum + bytes, 0),
      rcpAttached: attached(place.id).filter(({ type }) => type === RCP).length,
    }] as const;
  });
  return { scpQuotaPerTarget: quotas.scpsPerTarget, rcpQuotaPerTarget: quotas.rcpsPerTarget, targets: Object.fromEntries(targets) };
}

/** The service control policies above each account, from the root down, once ours are attached. */
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

function chainLevel({ id, name }: Place, { quotas, attached }: PolicyUsage, ours: readonly OurPolicy[]): ChainLevel {
  const names = new Set(ours.map((policy) => policy.name));
  const policies: ChainLevel['policies'] = [
    ...attached(id).filter((policy) => policy.type === SCP && !names.has(policy.name))
      .map((policy) => ({ name: policy.name, bytes: policy.bytes, origin: policy.awsManaged ? 'aws' as const : 'foreign' as const })),
    ...ours.filter(({ targetIds }) => targetIds.includes(id)).map((policy) => ({ name: policy.name, bytes: policy.bytes, origin: 'ours' as const })),
  ];
  const slotsLeft = quotas.scpsPerTarget - policies.length;
  return {
    targetId: id,
    targetName: name,
    policies,
    slotsUsed: policies.length,
    slotsLeft,
    bytesUsed: policies.reduce((sum, { bytes }) => sum + bytes, 0),
    bytesLeft: slotsLeft * quotas.scpBytes,
  };
}
