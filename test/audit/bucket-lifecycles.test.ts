import { accessLogLifecycle, landingLifecycle, vaultLifecycle } from '../../src/audit/domain/bucket-lifecycles';

const ending = (rules: { expirationInDays?: number }[]) => rules.flatMap(({ expirationInDays }) => expirationInDays ?? []);

test.each([1, 30, 729, 730, 2557, 36_500])('nothing in a vault of %i days expires, whichever version it is', (days) => {
  const expires = vaultLifecycle(days).filter((rule) => rule.expirationInDays ?? rule.noncurrentVersionExpiration ?? rule.expiredObjectDeleteMarker);
  expect(expires).toEqual([]);
});

test.each([[729, []], [730, ['GLACIER_IR']], [2557, ['GLACIER_IR']]])('in a vault of %i days objects move to %j', (days, classes) => {
  expect(vaultLifecycle(days).flatMap(({ transitions = [] }) => transitions.map(({ storageClass }) => storageClass))).toEqual(classes);
});

/** US dollars for one object over the retention, moved after 90 days or not: us-east-1, per GB-month and per move. */
const cost = (bytes: number, days: number) => {
  const months = (days - 90) / 30.4;
  const gigabytes = (size: number) => size / 2 ** 30;
  return { stays: gigabytes(bytes) * 0.023 * months, moves: gigabytes(Math.max(bytes, 131_072)) * 0.004 * months + 0.02 / 1000 };
};

test.each([[65_536, 800, true], [65_536, 2557, true], [131_072, 800, true], [32_768, 2557, false], [65_536, 365, false]])('an object of %i bytes in %i days is cheaper moved: %s', (bytes, days, cheaper) => {
  const { stays, moves } = cost(bytes, days);
  expect(moves < stays).toBe(cheaper);
  const [rule] = vaultLifecycle(days).filter(({ transitions }) => transitions);
  expect(rule !== undefined && bytes > rule.objectSizeGreaterThan!).toBe(cheaper);
});

test.each([[30, 400], [400, 400], [401, 401], [2557, 2557]])('access logs of a vault of %i days stay %i days', (retention, days) => {
  expect(ending(accessLogLifecycle(retention))).toEqual([days]);
});

test('what was delivered by Config stays three months where it landed, and its older versions go a month after', () => {
  expect(ending(landingLifecycle())).toEqual([90]);
  expect(landingLifecycle().flatMap((rule) => rule.noncurrentVersionExpiration?.noncurrentDays ?? [])).toEqual([30]);
});
