import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Question, ask } from './ask';
import { EXAMPLES, type ExampleWorld } from './example-worlds';
import * as library from '../../../src';
import type { PermissionSetData } from '../../../src/identity/domain/permission-set-data';

/** A row of a table: what somebody does, and what is asked for it. */
export interface Row extends Question {
  readonly what: string;
  /** What the page says of the layers that deny, in rows of the second table. */
  readonly layers: readonly string[];
}

/** A part of the page: sets that are made alike, with what they can and cannot do. */
export interface Section {
  readonly title: string;
  readonly sets: readonly PermissionSetData[];
  readonly can: readonly Row[];
  readonly cannot: readonly Row[];
}

export const PAGE = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'permission-sets.md'), 'utf8');

/** The sections that hold tables, with the sets that their code makes. */
export function sections(): Section[] {
  const [, whole] = PAGE.split(/^## What each set can and cannot do$/m);
  return whole.split(/^## /m)[0].split(/^### /m).slice(1).map((text) => {
    const title = text.split('\n')[0];
    const code = /^```ts\n([^]*?)^```$/m.exec(text)![1];
    const rows = (head: string) => text.split('\n\n').find((block) => block.startsWith(`| ${head} |`))!.trim().split('\n').slice(2).map(rowOf);
    return { title, sets: setsOf(code), can: rows('Can'), cannot: rows('Cannot') };
  });
}

/** Each statement of the code makes one set. */
function setsOf(code: string): PermissionSetData[] {
  return code.split(/;\n/).filter((statement) => statement.trim() !== '').map((statement) => {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    const set: library.PermissionSet = new Function(...Object.keys(library), `return ${statement};`)(...Object.values(library));
    return set._data();
  });
}

function rowOf(line: string): Row {
  const [what, action, on, ...layers] = line.slice(2, -2).split(' | ');
  const [resource, ...context] = [...on.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
  const pairs = on.startsWith('–') ? [resource, ...context].filter((part) => part !== undefined) : context;
  return {
    what,
    action: action.slice(1, -1),
    resource: on.startsWith('–') ? '*' : resource,
    context: Object.fromEntries(pairs.flatMap((_, index) => (index % 2 === 0 ? [[pairs[index], valueOf(pairs[index], pairs[index + 1])]] : []))),
    layers,
  };
}

/** Keys that have several values are compared as such. */
function valueOf(key: string, value: string): string | string[] {
  return key === 'kms:ResourceAliases' ? [value] : value;
}

/** The cells that say what is asked. */
export function rowCells({ what, action, resource, context }: Omit<Row, 'layers'>): string[] {
  const where = Object.entries(context).map(([key, value]) => `\`${key}\` = \`${[value].flat()[0]}\``);
  return [what, `\`${action}\``, [resource === '*' ? '–' : `\`${resource}\``, ...where].join(', ')];
}

/** What the set alone does about it, as in an account that no guardrail binds. */
export function setCell(question: Question, set: PermissionSetData): string {
  const answers = EXAMPLES.flatMap((world) => world.accountsOf(set.name).map((accountId) => {
    const { decision, statements } = ask(question, set, world, accountId, 'set');
    return decision === 'explicitly-denied' ? statements.map(({ statement }) => `\`${statement}\``).sort().join(', ') : decision === 'implicitly-denied' ? 'not given' : 'allows';
  }));
  return [...new Set(answers)].join(' or ');
}

/** The guardrails that deny it to anybody but deployers, by the name of their policy; with the example that has one which the others lack. */
export function guardrailCell(question: Question, set: PermissionSetData): string {
  const denying = EXAMPLES.map((world) => ({ world, names: denyingGuardrails(question, set, world) }));
  const names = [...new Set(denying.flatMap((one) => one.names))].sort();
  return names.length === 0 ? '–' : names.map((name) => {
    const where = denying.filter((one) => one.names.includes(name)).map(({ world }) => world.name);
    return `\`${name}\`${where.length < EXAMPLES.length ? ` (${where.join(', ')})` : ''}`;
  }).join(', ');
}

function denyingGuardrails(question: Question, set: PermissionSetData, world: ExampleWorld): string[] {
  return world.guardrails.filter((guardrail) => world.accountsOf(set.name).some((accountId) =>
    ask(question, set, { ...world, name: `${world.name} ${guardrail.policyName}`, policiesAbove: () => only(guardrail) }, accountId, 'guardrails').decision === 'explicitly-denied'))
    .map(({ policyName }) => policyName);
}

function only(guardrail: library.Guardrail) {
  const level = { level: 'root', documents: [JSON.parse(guardrail.content)] };
  const isRcp = guardrail._definition().type === 'RESOURCE_CONTROL_POLICY';
  const everything = { level: 'root', documents: [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }] };
  return { scps: isRcp ? [everything] : [{ ...level, documents: [...everything.documents, ...level.documents] }], rcps: isRcp ? [level] : [] };
}
