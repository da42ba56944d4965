import fc from 'fast-check';
import { type Decision, decideRequest, fittingRules } from '../../src/elevation/domain/decide-request';
import type { ElevationRule, ElevationTerms } from '../../src/elevation/domain/elevation-rules';
import { GROUPS, aDenial, aRule, anAsked, someFacts, someRules } from '../support/random-requests';

/** Random rules, denials, people and requests. A run is told again by its seed. */
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
beforeAll(() => console.log(`requests: seed ${seed} (SEED=${seed} tells them again)`));

const RUNS = { numRuns: 3_000, seed };

type Given = Decision & { kind: 'granted' | 'needs-consent' };
const given = (decision: Decision): Given | undefined => (decision.kind === 'refused' ? undefined : decision);

/** Runs a property, and sees that it met enough of what it is about. */
function holds(property: (met: () => void) => fc.IProperty<any>): void {
  let met = 0;
  fc.assert(property(() => met++), RUNS);
  expect(met).toBeGreaterThan(RUNS.numRuns / 100);
}

/** Whether a stage of somebody's terms asks these groups for as many people, at least. */
function asks(terms: ElevationTerms, stages: ElevationTerms['stages']): boolean {
  const key = (groups: readonly string[]) => JSON.stringify([...groups].sort());
  return stages.every(({ approverGroups, approvals }, index) => {
    const nth = stages.slice(0, index + 1).filter((one) => key(one.approverGroups) === key(approverGroups)).length;
    const same = terms.stages.filter((one) => key(one.approverGroups) === key(approverGroups));
    return same.length >= nth && same[nth - 1].approvals >= approvals;
  });
}

/** Whether the first is nowhere looser than the second. */
function isAsStrict(one: ElevationTerms, other: ElevationTerms): boolean {
  const within = (['maxSeconds', 'startWithinSeconds', 'requestExpiresSeconds'] as const).every((key) => one[key] <= other[key]);
  const says = (['justificationPatterns', 'ticketPatterns'] as const).every((key) => other[key].every((pattern) => one[key].includes(pattern)));
  return within && says && (other.allowOverlap || !one.allowOverlap) && asks(one, other.stages);
}

test('what a denial names is given to nobody in its groups, whatever rules say', () => {
  holds((met) => fc.property(anAsked, someFacts, someRules, aDenial, fc.nat(3), (asked, facts, rules, denial, at) => {
    const names = denial.groups.some((group) => facts.groups.includes(group))
      && (denial.permissionSets.length === 0 || denial.permissionSets.includes(asked.permissionSet))
      && (denial.accountIds.length === 0 || denial.accountIds.includes(asked.accountId));
    const without = decideRequest(asked, facts, rules);
    const denials = Array.from({ length: at + 1 }, (_, nth) => (nth === at ? denial : { ...denial, groups: ['others'] }));
    const decision = decideRequest(asked, facts, { ...rules, denials });
    if (names && without.kind !== 'refused') {
      met();
    }
    expect(decision).toEqual(!names || (without.kind === 'refused' && without.reason === 'not-offered') ? without
      : { kind: 'refused', reason: 'denied', detail: 'a rule forbids it: it is not allowed' });
  }));
});

test('what is given is given by each of the rules that it names, alone and whole, and there are no others', () => {
  holds((met) => fc.property(anAsked, someFacts, someRules, (asked, facts, rules) => {
    const decision = given(decideRequest(asked, facts, rules));
    if (!decision) {
      return;
    }
    met();
    expect(decision.terms.ruleNames.length).toBeGreaterThan(0);
    for (const one of rules.rules) {
      const alone = decideRequest(asked, facts, { ...rules, rules: [one] });
      expect([one.name, alone.kind !== 'refused']).toEqual([one.name, decision.terms.ruleNames.includes(one.name)]);
    }
  }));
});

test('rules of which none gives all of it give nothing together', () => {
  holds((met) => fc.property(anAsked, someFacts, someRules, (asked, facts, rules) => {
    // each of them has one thing that the request is not about.
    const broken = rules.rules.map((one, index): ElevationRule => {
      const which = (index + asked.seconds / 900) % 3;
      const whole = { ...one, permissionSet: asked.permissionSet, accountIds: [asked.accountId], requesterGroups: facts.groups };
      const otherwise = [{ requesterGroups: ['others'] }, { permissionSet: 'Other' }, { accountIds: ['000000000099'] }];
      return { ...whole, ...otherwise[which] };
    });
    if (broken.length >= 3) {
      met();
    }
    expect(decideRequest(asked, facts, { ...rules, rules: broken })).toMatchObject({ kind: 'refused', reason: 'not-offered' });
  }));
});

test('of rules that each give it, the strictest of each dimension counts, and nothing that none of them says', () => {
  holds((met) => fc.property(anAsked, someFacts, someRules, (asked, facts, rules) => {
    const decision = given(decideRequest(asked, facts, rules));
    if (!decision) {
      return;
    }
    const { terms } = decision;
    const named = rules.rules.filter(({ name }) => terms.ruleNames.includes(name));
    if (named.length > 1) {
      met();
    }
    expect(named.map((one) => isAsStrict(terms, one))).toEqual(named.map(() => true));
    const least = (of: (one: ElevationTerms) => number) => [...named].map(of).sort((one, other) => one - other)[0];
    expect([terms.maxSeconds, terms.startWithinSeconds, terms.requestExpiresSeconds]).toEqual(
      [least((one) => one.maxSeconds), least((one) => one.startWithinSeconds), least((one) => one.requestExpiresSeconds)]);
    const said = <T>(of: (one: ElevationTerms) => readonly T[]) => named.flatMap(of);
    expect(said((one) => one.justificationPatterns)).toEqual(expect.arrayContaining([...terms.justificationPatterns]));
    expect(said((one) => one.ticketPatterns)).toEqual(expect.arrayContaining([...terms.ticketPatterns]));
    expect(terms.stages.every(({ approverGroups }) => said((one) => one.stages)
      .some((stage) => JSON.stringify([...stage.approverGroups].sort()) === JSON.stringify([...approverGroups].sort())))).toBe(true);
    expect([terms.allowOverlap, decision.kind === 'granted', asked.seconds <= terms.maxSeconds]).toEqual(
      [named.every((one) => one.allowOverlap), named.every(({ stages }) => stages.length === 0), true]);
  }));
});

test('one more rule never loosens what was given, and gives nothing that was refused to somebody to whom it was offered', () => {
  holds((met) => fc.property(anAsked, someFacts, someRules, aRule, (asked, facts, rules, more) => {
    const before = decideRequest(asked, facts, rules);
    const whole = { ...more, permissionSet: asked.permissionSet, accountIds: [asked.accountId], requesterGroups: facts.groups };
    const after = decideRequest(asked, facts, { ...rules, rules: [...rules.rules, { ...whole, name: 'one more' }] });
    if (before.kind === 'refused') {
      expect(before.reason === 'not-offered' || after.kind === 'refused').toBe(true);
    } else if (after.kind !== 'refused') {
      met();
      expect(isAsStrict(after.terms, before.terms)).toBe(true);
      expect(after.kind === 'granted' && before.kind === 'needs-consent').toBe(false);
    }
  }));
});

test('a rule for others changes nothing', () => {
  holds((met) => fc.property(anAsked, someFacts, someRules, aRule, (asked, facts, rules, more) => {
    if (fittingRules(asked, facts, { ...rules, rules: [more] }).length === 0) {
      met();
      expect(decideRequest(asked, facts, { ...rules, rules: [more, ...rules.rules] })).toEqual(decideRequest(asked, facts, rules));
    }
  }));
});

test('who is disabled, and who is in no group of a rule, is given nothing', () => {
  holds((met) => fc.property(anAsked, someFacts, someRules, (asked, facts, rules) => {
    if (given(decideRequest(asked, facts, rules))) {
      met();
    }
    expect(decideRequest(asked, { ...facts, enabled: false }, rules)).toMatchObject({ kind: 'refused', reason: 'disabled' });
    for (const groups of [[], [GROUPS[3]], ['x', 'y', 'z'], ['security']]) {
      expect(decideRequest(asked, { ...facts, groups }, rules)).toMatchObject({ kind: 'refused', reason: 'not-offered' });
    }
  }));
});

test('the same question gets the same answer, in whatever order rules and groups are written, and nobody changes the answer', () => {
  holds((met) => fc.property(anAsked, someFacts, someRules, (asked, facts, rules) => {
    const questions = JSON.stringify([asked, facts, rules]);
    const decision = decideRequest(asked, facts, rules);
    if (given(decision)) {
      met();
    }
    const backwards = (one: ElevationRule) => ({
      ...one, requesterGroups: [...one.requesterGroups].reverse(), accountIds: [...one.accountIds].reverse(),
    });
    const reversed = rules.rules.map(backwards).reverse();
    expect(decideRequest(asked, { ...facts, groups: [...facts.groups].reverse() }, { ...rules, rules: reversed })).toEqual(decision);
    expect([Object.isFrozen(decision), Object.isFrozen(given(decision)?.terms ?? decision)]).toEqual([true, true]);
    expect(JSON.stringify([asked, facts, rules])).toBe(questions);
  }));
});

test('what is given in the management account is a set of its own, and elsewhere never that', () => {
  holds((met) => fc.property(anAsked, someFacts, someRules, (asked, facts, rules) => {
    const decision = given(decideRequest(asked, facts, rules));
    if (!decision) {
      return;
    }
    met();
    const sets = asked.accountId === rules.managementAccountId ? rules.managementSets : rules.sets;
    expect(sets).toContain(decision.set);
    expect([decision.set.permissionSet, decision.terms.rulesVersion]).toEqual([asked.permissionSet, rules.version]);
  }));
});
