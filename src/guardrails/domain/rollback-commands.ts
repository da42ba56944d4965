import type { PolicyChange, PolicyState, PolicyTarget } from './rollback-change';
import type { RollbackStep } from './rollback-order';
import { options, word } from './rollback-shell';

/** What a command line must know to name a policy. */
type Identified = Pick<PolicyChange, 'name' | 'type' | 'previous' | 'next'>;

/** `update-policy` answers with the whole policy, which version 2 of the AWS CLI would show in a pager that waits for a key. */
const ID_ONLY = '--query Policy.PolicySummary.Id --output text';

/** Command lines of the AWS CLI that undo one change, for a POSIX shell, to be run one after the other: Organizations takes one writer at a time. */
export function rollbackCommands({ change, own, late }: RollbackStep): string[] {
  const { previous, next } = change;
  const detach = change.attached.map((target) => `aws organizations detach-policy --policy-id ${idOf(change)} --target-id ${word(target.id)}`);
  const restore = [
    ...(change.changed ? [`aws organizations update-policy --policy-id ${idOf(change)} ${options(contents(previous!))} ${ID_ONLY}`] : []),
    ...own.map(({ target }) => attach(change, target)),
  ];
  const overdue = late.flatMap(({ change: other, target }) => [...lookup(other), attach(other, target)]);
  if (!previous) {
    return [...lookup(change), ...detach, `aws organizations delete-policy --policy-id ${idOf(change)}`, ...overdue];
  }
  return next ? [...lookup(change), ...detach, ...restore, ...overdue] : [create(previous), ...restore];
}

/** Command lines that show whether the former state is back; they change nothing. */
export function checkCommands(change: Identified): string[] {
  if (!change.previous) {
    return [search(change)];
  }
  return [
    ...lookup(change),
    `aws organizations describe-policy --policy-id ${idOf(change)} --query Policy.Content --output text`,
    `aws organizations list-targets-for-policy --policy-id ${idOf(change)} --query 'Targets[].TargetId' --output text`,
  ];
}

function attach(change: PolicyChange, { id }: PolicyTarget): string {
  return `aws organizations attach-policy --policy-id ${idOf(change)} --target-id ${word(id)}`;
}

function create(policy: PolicyState): string {
  return `POLICY_ID=$(aws organizations create-policy ${options({ Type: policy.type, Name: policy.name, ...contents(policy) })} ${ID_ONLY})`;
}

function contents({ description, content }: PolicyState) {
  return { Description: description, Content: oneLine(content) };
}

/** The document without the white space between its members, so that one command is one line. */
function oneLine(content: string): string {
  return content.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, '$1');
}

/** A policy that is created, before or by the rollback, has an id that nobody knows yet. */
function knownId({ previous, next }: Identified): string | undefined {
  return previous && next ? previous.id ?? next.id : undefined;
}

function idOf(change: Identified): string {
  const id = knownId(change);
  return id === undefined ? '"$POLICY_ID"' : word(id);
}

function lookup(change: Identified): string[] {
  return knownId(change) === undefined ? [`POLICY_ID=$(${search(change)})`] : [];
}

/**
 * Without `| [0]`, because the CLI asks `--query` of each page when it writes text, and would print `None` for every page that has no such policy.
 * The name is a JSON literal: the other literal of JMESPath cannot say every backslash.
 */
function search({ name, type }: Identified): string {
  const literal = JSON.stringify(name).replace(/`/g, '\\u0060');
  return `aws organizations list-policies --filter ${word(type)} --query ${word(`Policies[?Name==\`${literal}\`].Id`)} --output text`;
}
