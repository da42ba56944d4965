import { MUTATIONS } from '../support/elevation-mutations';
import { lateCreates, playHistories } from '../support/random-elevations';

test.each(Object.keys(MUTATIONS))('random histories show that something is wrong where %s', async (name) => {
  // what needs a rare meeting is looked for where it is less rare.
  const histories = name.startsWith('standing access is observed anew') ? lateCreates : undefined;
  const { wrong } = await playHistories(3_000, 1, MUTATIONS[name], histories);
  expect(wrong).toMatch(/^Error: /);
}, 300_000);

test('without any of these, histories of late creates end as they have to', async () => {
  expect((await playHistories(500, 1, undefined, lateCreates)).wrong ?? '').toBe('');
}, 300_000);
