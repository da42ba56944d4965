import { driftProblems } from '../../src/identity/domain/drift-problems';

const codes = (everyHours: number, atMost?: number, protectedPrincipals: string[] = []) =>
  driftProblems(everyHours, atMost === undefined ? undefined : { atMost, protectedPrincipals, protectedAccounts: [], protectedSets: [] })
    .map(({ code }) => code);

test.each([[0, 1], [1, 0], [1.5, 1], [24, 0], [144, 0], [145, 1]])('a check every %d hours has %i problems', (hours, count) => {
  expect(codes(hours)).toEqual(Array(count).fill('DriftInterval'));
});

test.each([[0, 1], [1, 0], [1.5, 1], [100, 0], [101, 1]])('at most %d removals have %i problems', (atMost, count) => {
  expect(codes(24, atMost)).toEqual(Array(count).fill('DriftRemovals'));
});

test.each([
  ['the id of a group', '906700a1b2-12345678-1234-1234-1234-123456789012', 0],
  ['the id of a user', '12345678-1234-1234-1234-123456789012', 0],
  ['a name', 'aws-admins', 1],
])('%s is protected by its id: %s has %i problems', (_, principal, count) => {
  expect(codes(24, 10, [principal])).toEqual(Array(count).fill('DriftProtectedPrincipal'));
});
