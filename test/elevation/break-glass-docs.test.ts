import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as library from '../../src';
import { breakGlassNeeds } from '../../src/elevation/domain/break-glass-needs';
import { MOST_BREAK_GLASS_ACCOUNTS } from '../../src/elevation/domain/break-glass-problems';
import { breakGlassFacts, trustingOrganization } from '../support/break-glass-fixture';
import { MANAGEMENT } from '../support/small-organization';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'break-glass.md'), 'utf8');
const table = (head: string) => PAGE.split(`| ${head} |`)[1].split('\n\n')[0].split('\n').slice(2).map((row) => row.slice(2, -2).split(' | '));

test('its example works', () => {
  const [, code] = /```ts\n([^]*?)```/.exec(PAGE)!;
  const managementStack = new Stack(new App(), 'Stack', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const breakGlass = new Function('BreakGlass', 'Accounts', 'managementStack', 'organization', `${code}; return breakGlass;`)(
    library.BreakGlass, library.Accounts, managementStack, trustingOrganization(),
  );
  expect(breakGlass.roleArns).toHaveLength(3);
  const alarms = breakGlass.alarms.map(({ node }: any) => node.id);
  expect(table('Alarm | Goes off when').map(([name]) => name.slice(1, -1))).toEqual(alarms);
});

test('its table of needs is what is asked', () => {
  const region = (asked: string) => (asked === 'us-east-1' ? 'global' : 'home');
  expect(table('Need | Action | Region')).toEqual(breakGlassNeeds(breakGlassFacts()).map((need) => [need.need, `\`${need.action}\``, region(need.region)]));
});

test('it has every kind of finding', () => {
  const source = readFileSync(join(__dirname, '..', '..', 'src', 'elevation', 'domain', 'break-glass-finding.ts'), 'utf8');
  const kinds = [...source.matchAll(/'([a-z-]+)'/g)].map(([, kind]) => kind);
  expect(kinds.length).toBeGreaterThan(3);
  expect(table('Finding | What it means').map(([kind]) => kind.slice(1, -1)).sort()).toEqual(kinds.sort());
});

test('its limit is the one that is checked', () => {
  expect(PAGE).toContain(`At most ${MOST_BREAK_GLASS_ACCOUNTS} accounts.`);
});
