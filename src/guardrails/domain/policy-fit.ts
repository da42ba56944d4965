import { type AttachedPolicy, SCP } from '../../organization/domain/policy-slots';
import { type Problem, listed } from '../../organization/domain/problem';
import { type Statement, minified, policyDocument, utf8Bytes } from '../../policy/domain/document';
import type { Packing } from '../../policy/domain/pack';

export interface SlotUse {
  readonly targetName: string;
  readonly type: string;
  /** Policies that hang there in the snapshot and are none of this landing zone's. */
  readonly foreign: readonly AttachedPolicy[];
  /** Names of the policies this landing zone attaches. */
  readonly ours: readonly string[];
  /** Further ones of its own that nobody detaches, and whether they hang there in the snapshot. */
  readonly kept: readonly { readonly name: string; readonly attached: boolean }[];
}

/** Whether a target has a slot for each policy: foreign ones and ours together. */
export function slotProblems({ targetName, type, foreign, ours, kept }: SlotUse, slots: number): Problem[] {
  const wanted = [...ours, ...kept.map(({ name }) => name)];
  const missing = foreign.length + wanted.length - slots;
  if (missing <= 0) {
    return [];
  }
  const detachable = foreign.filter(({ awsManaged }) => !awsManaged).map(({ name }) => name);
  // what hangs there already stays: whom it denies would stay denied.
  const avoidable = kept.filter(({ attached }) => !attached).map(({ name }) => name);
  const places = missing === 1 ? 'one place' : `${missing} places`;
  return [{
    code: 'PolicySlots',
    problem: `'${targetName}' has ${slots} slots for ${kindOf(type)} policies; ${counted(foreign.length)} taken (${listed(foreign.map(({ name }) => name))}), `
      + `and ${wanted.length} more ${wanted.length === 1 ? 'is' : 'are'} wanted (${listed(wanted)})`,
    fix: (detachable.length > 0 ? `make ${places}: merge or detach some of ${listed(detachable)}, attach ours higher up, or give our guardrails the same places so that they share policies`
      : 'attach fewer policies here, or attach them higher up') + (avoidable.length > 0 ? `; or ask for fewer than ${listed(avoidable)}` : ''),
  }];
}

/** Whether a document of these statements fits into one policy. */
export function sizeProblems(name: string, statements: readonly Statement[], allowed: number): Problem[] {
  const size = (some: readonly Statement[]) => utf8Bytes(minified(policyDocument(some)));
  const bytes = size(statements);
  if (bytes <= allowed) {
    return [];
  }
  const [largest] = statements.map((statement, index) => ({ name: String(statement.Sid ?? `statement ${index + 1}`), bytes: size([statement]) }))
    .sort((a, b) => b.bytes - a.bytes);
  return [{
    code: 'PolicySize',
    problem: `the policy '${name}' has ${bytes} bytes; ${allowed} fit, ${bytes - allowed} too many; its largest statement is '${largest.name}' (${largest.bytes} bytes by itself)`,
    fix: 'name fewer Regions or principals, or use wildcards where they mean the same',
  }];
}

/** Guardrails that must share policies and do not fit into as many as they are. */
export function overflowProblem(names: readonly string[], { bytesTooMany, largest }: Extract<Packing, { kind: 'overflow' }>): Problem {
  return {
    code: 'PolicyOverflow',
    problem: `the guardrails ${listed(names)} must share policies, which lack ${bytesTooMany === 1 ? 'at least one byte' : `${bytesTooMany} bytes`} for them; `
      + `the largest statements are ${listed(largest.map(({ name, bytes }) => `${name} (${bytes})`))}`,
    fix: 'shorten these statements, or attach fewer guardrails to the same places',
  };
}

function counted(count: number): string {
  return count === 1 ? 'one is' : `${count} are`;
}

/** A policy type in words: 'service control'. */
function kindOf(type: string): string {
  return type === SCP ? 'service control' : 'resource control';
}
