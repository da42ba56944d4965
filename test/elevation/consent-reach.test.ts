import { consentIsReachable } from '../../src/elevation/domain/consent-reach';
import type { ElevationRules } from '../../src/elevation/domain/elevation-rules';
import { type GroupMembers, type KeptRules, type RulesWorld, keepRules } from '../../src/elevation/runtime/keep-rules';
import { RULES } from '../support/elevation-world';

const stage = (approvals: number, ...approverGroups: string[]) => ({ approverGroups, approvals });
const rule = (requesterGroups: string[], ...stages: ReturnType<typeof stage>[]) => ({ ...RULES.rules[0], requesterGroups, stages });
const PEOPLE: Record<string, string[]> = { nobody: [], ann: ['ann'], bob: ['bob'], both: ['ann', 'bob'], three: ['ann', 'bob', 'cem'], dan: ['dan'] };
const members = (id: string) => new Set(PEOPLE[id]);

describe('enough consent can be had', () => {
  const rows: [string, ReturnType<typeof rule>, boolean][] = [
    ['by nobody asked', rule(['ann']), true],
    ['of one of one', rule(['dan'], stage(1, 'ann')), true],
    ['of two of one', rule(['dan'], stage(2, 'ann')), false],
    ['of an empty group', rule(['dan'], stage(1, 'nobody')), false],
    ['of two of two groups', rule(['dan'], stage(2, 'ann', 'bob')), true],
    ['of the same person twice in one stage', rule(['dan'], stage(2, 'ann', 'ann')), false],
    ['of the same person in two stages', rule(['dan'], stage(1, 'ann'), stage(1, 'ann')), false],
    ['of others in two stages', rule(['dan'], stage(1, 'both'), stage(1, 'ann')), true],
    ['of two people in three stages', rule(['dan'], stage(1, 'both'), stage(1, 'ann'), stage(1, 'bob')), false],
    ['of oneself', rule(['ann'], stage(1, 'ann')), false],
    ['of each other', rule(['both'], stage(1, 'both')), true],
    ['of each other, of all of them', rule(['both'], stage(2, 'both')), false],
    ['of each other, of all of them but one', rule(['three'], stage(2, 'three')), true],
    ['by somebody who is no approver, though not by those who are', rule(['ann', 'dan'], stage(2, 'both')), true],
    ['where nobody may ask yet', rule(['nobody'], stage(2, 'both')), true],
    ['where nobody may ask yet and one is missing', rule(['nobody'], stage(3, 'both')), false],
  ];
  test.each(rows)('%s', (_name, asked, expected) => {
    expect(consentIsReachable(asked, members)).toBe(expected);
  });
});

describe('rules that a deployment puts in force', () => {
  const groups: GroupMembers = { membersOf: async (id) => members(id) };
  const world = (change: Partial<RulesWorld> = {}): RulesWorld => ({ groups, sets: { arnsOf: async () => new Map() }, ...change });
  const kept = (before: readonly string[] = []): KeptRules & { readonly versions: string[] } => {
    const versions: string[] = [];
    return {
      versions,
      keep: async ({ version }) => void versions.push(version),
      version: async (version) => (before.includes(version) ? { ...RULES, version } : undefined),
    };
  };
  const hopeless = JSON.stringify({ ...RULES, rules: [{ ...rule(['ann'], stage(1, 'ann')), name: 'alone' }] });

  test('are refused where nobody could ever get enough consent, and none are put in force', async () => {
    const book = kept();
    await expect(keepRules(hopeless, book, world())).rejects.toThrow("nobody can get enough consent by 'alone'");
    expect(book.versions).toEqual([]);
  });

  test('are not judged again when a deployment goes back to them', async () => {
    const book = kept();
    await keepRules(hopeless, book, world({ groups: { membersOf: async () => new Set(['cem', 'dan']) } }));
    const again = kept(book.versions);
    await keepRules(hopeless, again, world());
    expect(again.versions).toEqual(book.versions);
  });

  test('are read of each group once', async () => {
    const asked: string[] = [];
    await keepRules(JSON.stringify({ ...RULES, rules: [rule(['both'], stage(1, 'three'), stage(1, 'both'))] }), kept(), world({ groups: {
      membersOf: async (id) => {
        asked.push(id);
        return members(id);
      },
    } }));
    expect(asked).toEqual(['both', 'three']);
  });

  const twin = { permissionSet: 'Administrator', arn: '', name: 'Administrator-mgmt', sessionSeconds: 3_600 };
  const lentThere = JSON.stringify({ ...RULES, managementSets: [twin, { ...twin, permissionSet: 'Other', arn: 'arn:other', name: 'Other-mgmt' }] });

  test('have sets of the management account by the ARN that is found for their name', async () => {
    const found: ElevationRules[] = [];
    const asked: (readonly string[])[] = [];
    await keepRules(lentThere, { ...kept(), keep: async (rules) => void found.push(rules) }, world({ sets: {
      arnsOf: async (names) => {
        asked.push(names);
        return new Map([['Administrator-mgmt', 'arn:twin']]);
      },
    } }));
    expect(asked).toEqual([['Administrator-mgmt']]);
    expect(found[0].managementSets.map(({ arn }) => arn)).toEqual(['arn:twin', 'arn:other']);
  });

  test('are another version when a set was made anew under its name', async () => {
    const version = async (arn: string) => keepRules(lentThere, kept(), world({ sets: { arnsOf: async () => new Map([['Administrator-mgmt', arn]]) } }));
    expect(await version('arn:one')).not.toBe(await version('arn:another'));
  });

  test('are refused where such a set is missing', async () => {
    const book = kept();
    await expect(keepRules(lentThere, book, world())).rejects.toThrow("there is no permission set 'Administrator-mgmt': deploy the stack of the management account first");
    expect(book.versions).toEqual([]);
  });

  test.each([[390_000, true], [390_001, false]])('may have %i bytes: %s', async (bytes, fits) => {
    const text = JSON.stringify({ ...RULES, rules: [], padding: '' });
    const attempt = keepRules(text.replace('"padding":""', `"padding":"${'x'.repeat(bytes - text.length)}"`), kept(), world());
    await (fits ? expect(attempt).resolves.toMatch(/^[0-9a-f]{32}$/) : expect(attempt).rejects.toThrow('one item of the table holds 390000'));
  });
});
