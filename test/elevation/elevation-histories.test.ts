import { historiesApart } from '../support/histories-apart';

/**
 * Random histories of elevations: several people, overlapping requests, consents, standing access, early ends, people who leave. Any call may be lost before
 * or after its effect and be the last of its function; assignments are made and fail later, creates arrive minutes after whoever asked is gone, functions
 * run twice and in any order, schedules never fire, executions vanish, indexes are old, clocks differ by a minute.
 *
 * At rest no assignment is left that nothing explains, nothing that was standing is gone, every end has its denial or says who else had a right, and no
 * session of what ended is open. Meanwhile nobody loses access before its time, and everybody does within 90 seconds of it, by the clock of whoever ends
 * it, and a minute more for everything that went wrong in between.
 */
const SEED = Number(process.env.SEED ?? 20_261_101);

test('5,000 random histories of a fixed seed end as they have to', () => {
  const played = historiesApart(5_000, SEED);
  expect(played.wrong ?? '').toBe('');
  expect([played.runs, played.actives > 4_000, played.sessions > 8_000]).toEqual([5_000, true, true]);
}, 300_000);
