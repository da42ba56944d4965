import { overflowProblem, slotProblems } from './policy-fit';
import { compare } from '../../organization/domain/order';
import type { KeptPolicy } from '../../organization/domain/policy-attacher';
import type { AttachedPolicy } from '../../organization/domain/policy-slots';
import { type Problem } from '../../organization/domain/problem';
import { type PolicyDocumentJson, type Statement, policyDocument } from '../../policy/domain/document';
import { type NamedStatement, type Places, pack } from '../../policy/domain/pack';

/** A guardrail as far as slots and bytes are concerned. */
export interface PlannedGuardrail {
  readonly name: string;
  readonly type: string;
  readonly statements: readonly Statement[];
  readonly targetIds: readonly string[];
}

/** A policy as it will be deployed: the guardrail whose name it carries, and all whose statements it holds. */
export interface PlannedPolicy {
  readonly name: string;
  readonly type: string;
  readonly holds: readonly string[];
  readonly document: PolicyDocumentJson;
  readonly targetIds: readonly string[];
}

export interface PolicyPlan {
  readonly policies: readonly PlannedPolicy[];
  readonly problems: readonly Problem[];
}

/** What is there already, and how much fits. */
export interface PolicyRoom {
  readonly attached: (targetId: string) => readonly AttachedPolicy[];
  /** What constructs attach besides guardrails, with every place where it will hang. */
  readonly kept: readonly KeptPolicy[];
  readonly targetName: (targetId: string) => string;
  readonly slots: Readonly<Record<string, number>>;
  readonly bytes: Readonly<Record<string, number>>;
}

/**
 * A policy for each guardrail, where every target has a slot for each. Where a target has fewer, the guardrails that hang
 * on it share policies: those with the same targets are packed into as few documents as hold them.
 *
 * The first guardrails of such a group lend their policies, those that exist already before others, so that a deployment
 * changes documents in place and takes away what is not needed any more only afterwards.
 */
export function planPolicies(guardrails: readonly PlannedGuardrail[], room: PolicyRoom): PolicyPlan {
  const attached = guardrails.filter(({ targetIds }) => targetIds.length > 0);
  const foreign = (targetId: string, type: string) => room.attached(targetId)
    .filter((policy) => policy.type === type && ![...guardrails, ...room.kept].some((one) => one.type === type && one.name === policy.name));
  const kept = (targetId: string, type: string) => room.kept.filter((policy) => policy.type === type && policy.targetIds.includes(targetId));
  const scarce = new Set(attached.flatMap(({ targetIds, type }) => targetIds.filter((id) =>
    foreign(id, type).length + kept(id, type).length + attached.filter((one) => one.type === type && one.targetIds.includes(id)).length > room.slots[type]).map((id) => `${type} ${id}`)));
  const sharing = attached.filter(({ targetIds, type }) => targetIds.some((id) => scarce.has(`${type} ${id}`)));
  const alone = guardrails.filter((one) => !sharing.includes(one)).map(ownPolicy);
  const groups = groupsOf(sharing).map((group) => share(group, room));
  const policies = [...alone, ...groups.flatMap((group) => group.policies)].sort((a, b) => compare(a.name, b.name));
  return { policies, problems: [...groups.flatMap(({ problems }) => problems), ...crowding(policies, foreign, room)] };
}

function ownPolicy({ name, type, statements, targetIds }: PlannedGuardrail): PlannedPolicy {
  return { name, type, holds: [name], document: policyDocument(statements), targetIds };
}

/** Guardrails of one type with the same targets. */
function groupsOf(sharing: readonly PlannedGuardrail[]): PlannedGuardrail[][] {
  const groups = new Map<string, PlannedGuardrail[]>();
  for (const one of sharing) {
    const key = [one.type, ...[...one.targetIds].sort(compare)].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function share(group: readonly PlannedGuardrail[], room: PolicyRoom): PolicyPlan {
  const [{ type, targetIds }] = group;
  const deployed = new Map(targetIds.flatMap(room.attached).filter((policy) => policy.type === type).map((policy) => [policy.name, policy]));
  const hosts = [...group].sort((a, b) => Number(deployed.has(b.name)) - Number(deployed.has(a.name)) || compare(a.name, b.name));
  const statements = namedStatements(group);
  const previous = placesIn(hosts.map(({ name }) => deployed.get(name)?.content), statements);
  const packings = hosts.map((_, index) => pack(statements, { documents: index + 1, bytes: room.bytes[type] }, previous));
  const packing = packings.find(({ kind }) => kind === 'packed') ?? packings[packings.length - 1];
  if (packing.kind === 'overflow') {
    return { policies: group.map(ownPolicy), problems: [overflowProblem(group.map(({ name }) => name), packing)] };
  }
  // a document that nothing stands in any more is no policy; the others stay where they are.
  const policies = packing.documents.map((document, index): PlannedPolicy => ({
    name: hosts[index].name,
    type,
    holds: [...new Set(statements.filter(({ name }) => packing.places[name] === index).map(({ name }) => name.split('/')[0]))],
    document,
    targetIds,
  })).filter(({ document }) => document.Statement.length > 0);
  return { policies, problems: [] };
}

/** Statements under '<guardrail>/<Sid>'. A Sid that two guardrails use gets a number, because a document has each once. */
function namedStatements(group: readonly PlannedGuardrail[]): NamedStatement[] {
  const taken = new Set<string>();
  return group.flatMap(({ name, statements }) => statements.map((statement, index) => {
    const wanted = typeof statement.Sid === 'string' && statement.Sid !== '' ? statement.Sid : `Statement${index + 1}`;
    let sid = wanted;
    for (let count = 2; taken.has(sid); count++) {
      sid = `${wanted}${count}`;
    }
    taken.add(sid);
    return { name: `${name}/${sid}`, statement: { ...statement, Sid: sid } };
  }));
}

/** In which of the deployed documents each statement stands now. */
function placesIn(contents: readonly (string | undefined)[], statements: readonly NamedStatement[]): Places {
  const sids = contents.map((content) => new Set(content === undefined ? [] : sidsOf(content)));
  return Object.fromEntries(statements.map(({ name, statement }) => [name, sids.findIndex((there) => there.has(statement.Sid as string))])
    .filter(([, place]) => place !== -1));
}

function sidsOf(content: string): (string | undefined)[] {
  return [JSON.parse(content).Statement].flat().map(({ Sid }: { Sid?: string }) => Sid);
}

type Foreign = (targetId: string, type: string) => readonly AttachedPolicy[];

function crowding(policies: readonly PlannedPolicy[], foreign: Foreign, room: PolicyRoom): Problem[] {
  const places = new Map([...policies, ...room.kept].flatMap(({ type, targetIds }) => targetIds.map((id) => [`${type} ${id}`, { type, id }])));
  return [...places.values()].sort((a, b) => compare(a.type + a.id, b.type + b.id)).flatMap(({ type, id }) => slotProblems({
    targetName: room.targetName(id),
    type,
    foreign: foreign(id, type),
    ours: policies.filter((one) => one.type === type && one.targetIds.includes(id)).map(({ name }) => name),
    kept: room.kept.filter((one) => one.type === type && one.targetIds.includes(id)).map(({ name }) => ({
      name, attached: room.attached(id).some((there) => there.type === type && there.name === name),
    })),
  }, room.slots[type]));
}
