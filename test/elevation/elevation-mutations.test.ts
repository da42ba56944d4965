import { MUTATIONS } from '../support/elevation-mutations';
import { playHistories } from '../support/random-elevations';

test.each(Object.keys(MUTATIONS))('random histories show that something is wrong where %s', async (name) => {
  expect((await playHistories(1_500, 1, MUTATIONS[name])).wrong).toMatch(/^Error: /);
}, 120_000);
