// Plays random histories in a process of their own, where nothing else that was loaded slows them down: `play-histories.ts <count> <seed>`.
import { playHistories } from './random-elevations';

const [count, seed] = process.argv.slice(2).map(Number);

void (async () => {
  process.stdout.write(JSON.stringify(await playHistories(count, seed)));
})();
