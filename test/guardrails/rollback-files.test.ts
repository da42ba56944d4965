import fc from 'fast-check';
import { RCP, ROOT, SANDBOX, SCP, WORKLOADS, deny, deployed, on, policy, rcp } from './rollback-world';
import { type Rollback, rollbacks } from '../../src/guardrails/domain/rollback';
import { rollbackFileName, rollbackJson } from '../../src/guardrails/domain/rollback-file';
import { rollbackMarkdown } from '../../src/guardrails/domain/rollback-markdown';

describe('the data', () => {
  test('the former document stands in it as JSON, in one order of members, up to a final newline', () => {
    const [way] = rollbacks([policy('a', { id: 'p-12345678' })], [policy('a', { content: deny('B') })]);
    const text = rollbackJson(way);
    expect(Object.keys(JSON.parse(text))).toEqual(['schemaVersion', 'policyName', 'type', 'order', 'changes', 'notes', 'previous', 'next', 'commands']);
    expect(Object.keys(JSON.parse(text).previous)).toEqual(['id', 'name', 'type', 'description', 'targets', 'document']);
    expect(JSON.parse(text)).toMatchObject({ schemaVersion: 1, order: 1, previous: { document: JSON.parse(deny('A')) }, next: { document: JSON.parse(deny('B')) } });
    expect(text).toMatch(/^\{\n {2}"schemaVersion": 1,\n[\s\S]*\n\}\n$/);
  });

  test('what did not exist is not told', () => {
    expect(JSON.parse(rollbackJson(rollbacks([], [policy('a')])[0]))).not.toHaveProperty('previous');
    expect(JSON.parse(rollbackJson(rollbacks([policy('a')], [])[0]))).not.toHaveProperty('next');
  });
});

describe('the file name', () => {
  const fileName = (policyName: string, type = SCP) => rollbackFileName({ policyName, type } as Rollback);

  test.each([
    ['a plain name is the file name', 'zero-trust.region-Deny1', SCP, 'zero-trust.region-Deny1'],
    ['a resource control policy says so', 'zero-trust', RCP, 'zero-trust_rcp'],
    ['a space is its code point', 'My policy', SCP, 'My_20_policy'],
    ['an underscore stands twice', 'my_policy', SCP, 'my__policy'],
    ['a path leads nowhere', '../a\\b', SCP, '_2e_._2f_a_5c_b'],
  ])('%s', (_, name, type, expected) => expect(fileName(name, type)).toBe(expected));

  test('two policies never share one', () => {
    const anyName = fc.string({ unit: fc.constantFrom('a', '2', '0', 'r', 'c', 'p', '_', ' ', '.', '/', 'é', '😀'), minLength: 1, maxLength: 8 });
    const anyType = fc.constantFrom(SCP, RCP);
    fc.assert(fc.property(anyName, anyType, anyName, anyType, (name, type, other, otherType) => {
      expect(fileName(name, type)).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/);
      expect(fileName(name, type) === fileName(other, otherType)).toBe(name === other && type === otherType);
    }), { numRuns: 1_000 });
  });
});

describe('the page', () => {
  const blocks = (markdown: string) => [...markdown.matchAll(/^(`{3,})(\w+)\n([\s\S]*?)\n\1$/gm)].map(([, , language, text]) => ({ language, text }));

  test('it says what changes, where the step stands, what was, what to type and that it is drift', () => {
    const [way] = rollbacks([policy('a', { id: 'p-12345678', targets: on(SANDBOX) })], [policy('a', { description: 'Denies *more*', content: deny('B'), targets: on(ROOT) })]);
    const page = rollbackMarkdown(way, 4);
    for (const line of [
      '# Way back for a',
      'What the deployment does to this service control policy (p-12345678):',
      '- attaches it to Root (r-ab12)',
      '- replaces its document',
      '- replaces its description "Denies" by "Denies \\*more\\*"',
      '- detaches it from Sand \\| box (ou-ab12-00000002)',
      '| Attached to | Id |\n| --- | --- |\n| Sand \\| box | ou-ab12-00000002 |',
      'Description: Denies',
    ]) {
      expect(`\n${page}`).toContain(`\n${line}\n`);
    }
    expect(page).toContain('Step 1 of 4.');
    expect(page).toContain('drift');
    expect(page).toContain('FullAWSAccess');
    expect(blocks(page).map(({ language }) => language)).toEqual(['json', 'sh', 'sh']);
    expect(blocks(page)[0].text).toBe(JSON.stringify(JSON.parse(deny('A')), undefined, 2));
    expect(blocks(page)[1].text).toBe(way.commands.join('\n'));
    expect(page.endsWith('\n') && !page.endsWith('\n\n')).toBe(true);
  });

  test('a policy that the deployment creates or removes has its own words', () => {
    const created = rollbackMarkdown(rollbacks([], [rcp('a')])[0], 1);
    expect(created).toContain('this resource control policy:\n\n- creates it\n- attaches it to Workloads (ou-ab12-00000001)\n');
    expect(created).toContain('The policy did not exist.');
    const removed = rollbackMarkdown(rollbacks([policy('a', { description: '', targets: [] })], [])[0], 1);
    expect(removed).toContain('- removes it\n');
    expect(removed).toContain('It had no description.\n\nIt was attached to nothing.');
    expect(removed).toContain('cdk import');
    expect(removed).not.toContain('FullAWSAccess');
  });

  test('the notes of a step stand under its commands', () => {
    const ways = rollbacks([policy('a*', { targets: on(ROOT) }), policy('b', { targets: on(SANDBOX) })], [policy('a*', { targets: on(SANDBOX) }), policy('b', { targets: on(ROOT) })]);
    expect(rollbackMarkdown(ways[1], 2)).toContain('\n```\n\n- This step also attaches a\\* to Root (r-ab12) again');
  });

  test('the commands of the page lead back, and its checks show it', () => {
    const before = [policy('stays', { content: '{"a": 1}' }), policy('removed', { targets: on(ROOT, SANDBOX) })];
    const { organization, ways } = deployed(before, [policy('stays', { content: '{}' }), policy('new')]);
    const pages = ways.map((way) => blocks(rollbackMarkdown(way, ways.length)).filter(({ language }) => language === 'sh'));
    const run = ({ text }: { text: string }) => text.split('\n').map((line) => organization.run(line)).join('');
    expect(run(pages[0][1])).toMatch(/^p-\d{8}\n$/);
    expect(run(pages[1][1])).toBe(`{}\n${WORKLOADS}\n`);
    expect(() => run(pages[2][1])).toThrow('PolicyNotFoundException');
    pages.forEach(([commands]) => run(commands));
    expect(ways.map(({ policyName }) => policyName)).toEqual(['new', 'stays', 'removed']);
    expect(pages.map(([, check]) => run(check))).toEqual(['', `{"a":1}\n${WORKLOADS}\n`, `${deny('A')}\n${[ROOT, SANDBOX].sort().join('\t')}\n`]);
  });

  test('no name or description makes a heading, a table row, a tag, a link or the end of a code block', () => {
    const text = '\n# Done\n```\n| a | b |\n<img src=x> [here](https://a.example) \u202E';
    const [way] = rollbacks([policy(text, { description: text, content: JSON.stringify({ text: '```' }) })], []);
    const page = rollbackMarkdown(way, 1);
    const prose = page.replace(/^(`{3,})\w+\n[\s\S]*?\n\1$/gm, '');
    expect(prose).not.toMatch(/^# Done|(?<!\\)(<img|\[here|```|\u202E)/m);
    expect(blocks(page)).toHaveLength(3);
    expect(blocks(page)[1].text).toBe(way.commands.join('\n'));
  });
});
