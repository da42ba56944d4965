import type { Rollback } from './rollback';
import { type PolicyState, type PolicyTarget, documentOf, haveEqualDocuments, targetsOnlyOf } from './rollback-change';
import { checkCommands } from './rollback-commands';
import { RCP, SCP } from '../../organization/domain/policy-slots';

const TYPE_WORDS: ReadonlyMap<string, string> = new Map([[SCP, 'service control policy'], [RCP, 'resource control policy']]);

/** The way back for a reader who may stand before a locked door: why, in which turn, what to type, and how to see that it worked. */
export function rollbackMarkdown(rollback: Rollback, total: number): string {
  const { policyName, type, previous, next, order, changes, notes, commands } = rollback;
  const id = previous?.id ?? next?.id;
  return [
    `# Way back for ${plain(policyName)}`,
    `Step ${order} of ${total}. What the deployment binds is taken away first, then documents are restored, then policies are attached again.`,
    `What the deployment does to this ${TYPE_WORDS.get(type) ?? plain(type)}${id ? ` (${plain(id)})` : ''}:`,
    bullets(changeWords(rollback)),
    '## Before the deployment',
    ...(previous ? stateBefore(previous) : ['The policy did not exist.']),
    '## Commands',
    'With credentials that may change policies of the organization, in a POSIX shell, one after the other: '
      + 'Organizations refuses changes made at the same time. Stop at the first command that fails.'
      + (type === SCP && changes.includes('attached') ? ' A target keeps its last service control policy: FullAWSAccess has to hang there.' : ''),
    fenced('sh', commands.join('\n')),
    ...(notes.length > 0 ? [bullets(notes.map(plain))] : []),
    '## Check',
    previous
      ? 'These show the document above, apart from its white space, and the ids of the targets above.'
      : 'This prints nothing once the policy is gone.',
    fenced('sh', checkCommands({ ...rollback, name: policyName }).join('\n')),
    '## Afterwards',
    afterwards(rollback),
  ].join('\n\n') + '\n';
}

function changeWords({ previous, next }: Rollback): string[] {
  const attached = targetsOnlyOf(next?.targets ?? [], previous?.targets ?? []);
  const detached = targetsOnlyOf(previous?.targets ?? [], next?.targets ?? []);
  return [
    ...(previous ? [] : ['creates it']),
    ...(attached.length > 0 ? [`attaches it to ${targetWords(attached)}`] : []),
    ...(previous && next && !haveEqualDocuments(previous, next) ? ['replaces its document'] : []),
    ...(previous && next && previous.description !== next.description
      ? [`replaces its description "${plain(previous.description)}" by "${plain(next.description)}"`] : []),
    ...(detached.length > 0 ? [`detaches it from ${targetWords(detached)}`] : []),
    ...(next ? [] : ['removes it']),
  ];
}

function stateBefore(previous: PolicyState): string[] {
  const { description, targets } = previous;
  return [
    description === '' ? 'It had no description.' : `Description: ${plain(description)}`,
    targets.length === 0 ? 'It was attached to nothing.' : [
      '| Attached to | Id |',
      '| --- | --- |',
      ...targets.map(({ name, id }) => `| ${plain(name)} | ${plain(id)} |`),
    ].join('\n'),
    fenced('json', JSON.stringify(documentOf(previous), undefined, 2)),
  ];
}

function afterwards({ previous, next }: Rollback): string {
  if (!previous) {
    return 'CloudFormation still lists the policy that these commands delete. Take it out of the app as well and deploy; until then its stack has drifted.';
  }
  return next
    ? 'CloudFormation owns this policy: what these commands restore is drift. Change the app to the same state as well and deploy; '
      + 'until then, the next deployment that changes the policy binds again what was taken back.'
    : 'CloudFormation does not know the policy that these commands create, and its name is taken. '
      + 'Before the app declares it again, bring it into the stack with `cdk import`, or delete it; until then it is drift that no deployment mends.';
}

function targetWords(targets: readonly PolicyTarget[]): string {
  return targets.map(({ name, id }) => `${plain(name)} (${plain(id)})`).join(', ');
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

/** Nothing that people typed can end it: control characters are escaped in JSON and in commands, so none of it begins a line. */
function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** Names and descriptions are typed by people: no tag, table row or disguised link is made of them, and nothing unseen stays. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').replace(/[\\`*_[\]<>&|~!#$]/g, '\\$&');
}
