import type { Rollback } from './rollback';
import { type PolicyState, documentOf } from './rollback-change';
import { SCP } from '../../organization/domain/policy-slots';

/** The way back as data. */
export function rollbackJson(rollback: Rollback): string {
  const { policyName, type, order, changes, notes, previous, next, commands } = rollback;
  return `${JSON.stringify({
    schemaVersion: 1, policyName, type, order, changes, notes, previous: previous && stateJson(previous), next: next && stateJson(next), commands,
  }, undefined, 2)}\n`;
}

/**
 * Name of its files, without an extension: the policy's name, in which '_' stands twice and any other character that is no letter,
 * digit, '.' or '-' is its code point, as in 'My_20_policy'. A resource control policy ends in '_rcp', which no such name does.
 * So two policies of one organization never share a file.
 */
export function rollbackFileName({ policyName, type }: Rollback): string {
  // a dot in front would hide the file.
  const name = policyName.replace(/^\.|[^A-Za-z0-9.-]/gu, (character) => (character === '_' ? '__' : `_${character.codePointAt(0)!.toString(16)}_`));
  return type === SCP ? name : `${name}_rcp`;
}

function stateJson(state: PolicyState) {
  const { id, name, type, description, targets } = state;
  return { id, name, type, description, targets: targets.map((target) => ({ id: target.id, name: target.name })), document: documentOf(state) };
}
