import { ENFORCED, GUARDRAILS } from './sample-guardrails';
import { ACCOUNTS, MANAGEMENT, UNITS } from './sample-organization';
import type { AccountFacts, ChainLevel, GuardrailChain, GuardrailFacts, LevelPolicies, PolicySlots, TargetSlots } from '../../src/report/domain/report-model';

type Type = GuardrailFacts['type'];
type Policies = LevelPolicies['policies'];

const ALLOW_ALL: Readonly<Record<Type, Policies[number]>> = {
  SERVICE_CONTROL_POLICY: { name: 'FullAWSAccess', bytes: 131, origin: 'aws' },
  RESOURCE_CONTROL_POLICY: { name: 'RCPFullAWSAccess', bytes: 155, origin: 'aws' },
};
const FOREIGN: Policies[number] = { name: 'aws-guardrails-QzKvPd', bytes: 1204, origin: 'foreign' };

/** Our policies on a target, each with all the guardrails it holds. */
function ours(type: Type, target: string): Policies {
  const here = GUARDRAILS.filter((guardrail) => guardrail.type === type && guardrail.targets.some(({ name }) => name === target));
  const names = [...new Set(here.flatMap(({ heldBy }) => heldBy))];
  return names.map((name) => ({ name, bytes: here.filter(({ heldBy }) => heldBy.includes(name)).reduce((sum, { bytes }) => sum + bytes, 0), origin: 'ours' }));
}

/** What is attached to a target, before and after. */
function attached(type: Type, target: string, withOurs: boolean): Policies {
  const foreign = type === 'SERVICE_CONTROL_POLICY' && target === 'Security' ? [FOREIGN] : [];
  return [ALLOW_ALL[type], ...foreign, ...(withOurs && ENFORCED.includes(target) ? ours(type, target) : [])];
}

function withRoom(policies: Policies, perTarget: number, bytesEach: number): LevelPolicies {
  const slotsLeft = perTarget - policies.length;
  return { policies, slotsUsed: policies.length, slotsLeft, bytesUsed: size(policies), bytesLeft: slotsLeft * bytesEach };
}

function level(targetId: string, targetName: string): ChainLevel {
  return {
    targetId,
    targetName,
    ...withRoom(attached('SERVICE_CONTROL_POLICY', targetName, true), 10, 10240),
    rcps: withRoom(attached('RESOURCE_CONTROL_POLICY', targetName, true), 5, 5120),
  };
}

function size(policies: Policies): number {
  return policies.reduce((sum, policy) => sum + policy.bytes, 0);
}

export function sampleChain({ id, name, unit }: AccountFacts): GuardrailChain {
  const units = unit.split('/').map((_, depth, parts) => parts.slice(0, depth + 1).join('/')).filter(Boolean);
  return { accountId: id, bound: id !== MANAGEMENT, levels: [level('r-mu07', 'Root'), ...units.map((path) => level(UNITS[path], path)), level(id, name)] };
}

export function sampleSlots(withOurs: boolean): PolicySlots {
  const units = Object.entries(UNITS).map(([name, id]) => ({ id, name }));
  const target = (name: string): TargetSlots => {
    const scps = attached('SERVICE_CONTROL_POLICY', name, withOurs);
    return { name, scpAttached: scps.length, scpBytes: size(scps), rcpAttached: attached('RESOURCE_CONTROL_POLICY', name, withOurs).length };
  };
  const targets = [{ id: 'r-mu07', name: 'Root' }, ...units, ...ACCOUNTS].map(({ id, name }) => [id, target(name)]);
  return { scpQuotaPerTarget: 10, rcpQuotaPerTarget: 5, targets: Object.fromEntries(targets) };
}
