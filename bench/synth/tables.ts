import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileInto } from '../compiled';
import { type Measured, type Run, inTurns } from './measure';
import { requireSameResources } from './same-resources';

const ROUNDS = 5;

type Row = Record<string, string | number>;

export interface SynthTables {
  readonly engines: Row[];
  readonly landingZones: Row[];
  /** Time of the reconciled engine for 1,000 accounts to that for 100, per assignment. */
  readonly growth: string;
}

/** Each synth beside its floor, in one run. */
export function synthTables(rounds = ROUNDS): SynthTables {
  const compiled = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    compileInto(compiled);
    const engine = (kind: string, size: string, validation = false): Run => ({ script: 'bench/synth/child.js', given: [kind, size], validation });
    const pairs: [string, Run, Run][] = [
      ['native, 12 accounts, 150 assignments', engine('native', '12'), engine('floor-nested', '12')],
      ['native, 12 accounts, 150 assignments, validated', engine('native', '12', true), engine('floor-nested', '12', true)],
      ['native, 100 accounts, 2,000 assignments', engine('native', '100'), engine('floor-nested', '100')],
      ['native, 100 accounts, 2,000 assignments, validated', engine('native', '100', true), engine('floor-nested', '100', true)],
      ['reconciled, 100 accounts, 2,000 assignments', engine('reconciled', '100'), engine('floor-flat', '100')],
      ['reconciled, 1,000 accounts, 40,000 assignments', engine('reconciled', '1000'), engine('floor-flat', '1000')],
    ];
    const engines = pairs.map(([what, ours, floor]) => {
      const [own, least] = inTurns(compiled, [ours, floor], rounds);
      return { what, own, least };
    });
    const time = (what: string) => engines.find((row) => row.what.startsWith(what))!.own.milliseconds;
    return {
      engines: engines.map(({ what, own, least }) => rowOf(what, own, least)),
      landingZones: ['saas-twelve-accounts', 'fintech-eu'].flatMap((example) => landingZone(compiled, example, rounds)),
      growth: (time('reconciled, 1,000') / time('reconciled, 100') / (40_000 / 2_000)).toFixed(2),
    };
  } finally {
    rmSync(compiled, { recursive: true, force: true });
  }
}

/** The floor is made of what the landing zone just made, and must make the same. */
function landingZone(compiled: string, example: string, rounds: number): Row[] {
  const script = 'bench/synth/landing-zone-child.js';
  const run = (file: string, validation = false): Run => ({ script, given: [join(compiled, file)], validation });
  const [ours, floor] = [`examples/${example}.js`, `${example}-of-l1s.js`];
  const [{ directory }] = inTurns(compiled, [run(ours)], 1);
  execFileSync(process.execPath, [join(compiled, 'bench', 'synth', 'l1-source.js'), directory, join(compiled, floor)]);
  requireSameResources(directory, inTurns(compiled, [run(floor)], 1)[0].directory);
  return [false, true].map((validation) => {
    const [own, least] = inTurns(compiled, [run(ours, validation), run(floor, validation)], rounds);
    return rowOf(`${example}${validation ? ', validated' : ''}`, own, least);
  });
}

function rowOf(what: string, own: Measured, floor: Measured): Row {
  return {
    'synth': what,
    'ms': Math.round(own.milliseconds),
    'floor, ms': Math.round(floor.milliseconds),
    'time ratio': (own.milliseconds / floor.milliseconds).toFixed(2),
    'MB': Math.round(own.megabytes),
    'floor, MB': Math.round(floor.megabytes),
    'memory ratio': (own.megabytes / floor.megabytes).toFixed(2),
  };
}
