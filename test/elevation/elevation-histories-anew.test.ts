import { historiesApart } from '../support/histories-apart';

test('5,000 more, of a seed that is another each time, end as they have to', () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`elevation histories: seed ${seed} (SEED=${seed} tells them again)`);
  const played = historiesApart(5_000, seed);
  expect(played.wrong ?? '').toBe('');
  expect([played.runs, played.actives > 4_000, played.sessions > 8_000]).toEqual([5_000, true, true]);
}, 300_000);
