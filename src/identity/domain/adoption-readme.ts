import type { Adoption, StackAdoption } from './adoption';
import { mappingName, scriptName } from './adoption-names';

/** Longer lists stand in `left-over.json` only. */
const MOST_ROWS = 50;

/** `adoption/README.md`: what exists already, the commands that take it over, in order, and what is left over. */
export function adoptionReadme(found: Adoption, folder: string): string {
  const toImport = found.stacks.some((one) => scriptName(one) !== undefined);
  return [
    '# Taking over what exists already',
    'Made at synth from a snapshot that records access (`zero-trust snapshot --access`). The commands were not run against AWS: try them in an organization that may break. '
      + 'The scripts change nobody\'s access; they execute no change set that does anything but import, and can be run again. '
      + 'The deployment at the end gives every permission set the policies that the app declares.',
    table(['Stack', 'Assignments by', 'Permission sets that exist', 'Assignments that exist'], found.stacks.map(({ stack, sets, assignments }) => [
      text(stack.stackName), stack.engine === 'native' ? 'CloudFormation' : 'the reconciler', `${sets.length} of ${stack.sets.length}`, `${assignments.length} of ${stack.assignments.length}`,
    ])),
    ...(found.obstacles.length === 0 ? [] : ['## First', 'These are in the way, and are left out below:', found.obstacles.map((obstacle) => `- ${text(obstacle)}`).join('\n')]),
    '## Commands',
    toImport ? 'From the folder of the app, in this order. `ADOPTION` is the folder of this file.' : 'Nothing has to be taken over: deploy as usual.',
    ...(toImport ? [fenced([
      `ADOPTION=${quoted(folder)}`,
      ...found.stacks.flatMap(commands),
      `npx cdk deploy ${found.stacks.map(({ stack }) => quoted(stack.path)).join(' ')}`,
    ])] : []),
    ...notes(found),
    '## Left over',
    'Nothing below is touched. `left-over.json` has it in full.',
    ...leftOver(found),
  ].join('\n\n') + '\n';
}

function commands(one: StackAdoption): string[] {
  const script = scriptName(one);
  return script === undefined ? [] : [`bash "$ADOPTION/${script}" # with credentials of account ${one.stack.accountId}`];
}

function notes({ stacks }: Adoption): string[] {
  const native = stacks.some(({ stack, assignments }) => stack.engine === 'native' && assignments.length > 0);
  const reconciled = stacks.some(({ stack, assignments }) => stack.engine === 'reconciled' && assignments.length > 0);
  const withSets = stacks.filter(({ sets }) => sets.length > 0);
  return [
    ...(native ? ['The assignments of each account are imported into a stack of their own (`<account>.assignments.*`), which is then nested where the template has the nested stack of that account.'] : []),
    ...(reconciled ? ['The reconciler takes assignments that exist for its own: nothing has to be done about them.'] : []),
    ...withSets.map((one) => `The permission sets of ${text(one.stack.stackName)} can be taken over by \`npx cdk import ${quoted(one.stack.path)} --resource-mapping "$ADOPTION/${mappingName(one)}"\` as well, `
      + 'with two differences: the sets keep their old policies until something about them changes in the app, because CloudFormation takes what is declared for what is there; '
      + 'and it fails where a set waits for one that does not exist yet.'),
  ];
}

function leftOver({ undeclaredAssignments, undeclaredSets }: Adoption): string[] {
  return [
    undeclaredAssignments.length === 0 ? 'Every assignment of a declared permission set is declared too.'
      : `${undeclaredAssignments.length} assignments of declared permission sets that no rule gives. They are drift, unless elevation made them:`,
    ...rows(['Permission set', 'Account', 'Who'], undeclaredAssignments.map(({ permissionSet, accountId, principalType, principalId, group }) =>
      [text(permissionSet), text(accountId), group === undefined ? `${principalType.toLowerCase()} ${text(principalId)}` : text(group)])),
    undeclaredSets.length === 0 ? 'Every permission set is declared.' : `${undeclaredSets.length} permission sets that the app does not declare:`,
    ...rows(['Permission set', 'Assignments', 'Accounts'], undeclaredSets.map(({ name, assignments, accounts }) => [text(name), String(assignments), String(accounts)])),
  ];
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string[] {
  return body.length === 0 ? [] : [
    table(head, body.slice(0, MOST_ROWS)),
    ...(body.length > MOST_ROWS ? [`and ${body.length - MOST_ROWS} more.`] : []),
  ];
}

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function fenced(lines: readonly string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}

/** Names are other people's: they make no markup, no row and no line of their own. */
function text(name: string): string {
  return name.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').replace(/[\\`*_{}[\]<>|#!&~]/g, '\\$&');
}

/** For a shell. */
function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
