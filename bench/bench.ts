// `npm run bench`: what the README says about speed; `npm run bench -- elevation` runs that part alone. Times depend on the machine; the ratio to the floor in
// the same run is what to compare. Ends with 1 where something is above a bar that is set for it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { convergenceTable } from './convergence';
import { denialCapacityTable } from './denial-capacity';
import { digestVerificationTable } from './digest-verification/table';
import { coldStarts } from './elevation/cold-starts';
import { decisions } from './elevation/decisions';
import { evaluationsPerSecond } from './evaluations';
import { organizationOfSize } from './organization-of-size';
import { synthTables } from './synth/tables';
import { Accounts, Organization } from 'cdk-zero-trust-landing-zone';

const ROUNDS = 9;
const COLD_ROUNDS = 9;

/** The middle of several runs, in milliseconds; the first two warm up and do not count. */
function median(run: () => unknown): number {
  const times = Array.from({ length: ROUNDS + 2 }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  }).slice(2).sort((a, b) => a - b);
  return times[Math.floor(ROUNDS / 2)];
}

/** One first run, as a synth does it once. */
function once(run: () => unknown): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}

/** Snapshots of organizations, and selections of accounts. */
function organization(): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const rows = [50, 500, 5000].map((accounts) => {
    const file = join(folder, `${accounts}.json`);
    writeFileSync(file, JSON.stringify(organizationOfSize(accounts), null, 1));
    const load = () => Organization.fromSnapshot(file);
    const first = once(load);
    const floor = median(() => JSON.parse(readFileSync(file, 'utf8')));
    const loaded = median(load);
    const loadedOnce = load();
    const selected = median(() => loadedOnce.select(Accounts.under('Unit1').and(Accounts.tagged('stage', 'production'))));
    return {
      'accounts': accounts,
      'first load, ms': first.toFixed(1),
      'load, ms': loaded.toFixed(1),
      'JSON.parse alone, ms': floor.toFixed(1),
      'ratio': (loaded / floor).toFixed(2),
      'select, ms': selected.toFixed(2),
    };
  });
  rmSync(folder, { recursive: true, force: true });
  console.log('Organization.fromSnapshot, medians of nine runs; the floor is reading and parsing the same file');
  console.table(rows);
}

function policies(): void {
  const rate = evaluationsPerSecond();
  console.log(`Policy evaluation, region deny and four more guardrails on three levels above an administrator: ${Math.round(rate).toLocaleString('en')} a second, ${(1e6 / rate).toFixed(2)} µs each`);
}

function synth(): void {
  const { engines, landingZones, growth } = synthTables();
  console.log('Catalogues, medians of five synths in processes of their own; the floor is a bare CDK app that creates the same assignments as L1s (native: in the same nested stacks, reconciled: in stacks of 450)');
  console.table(engines);
  console.log(`Reconciled, time for each assignment at 1,000 accounts to that at 100: ${growth}`);
  console.log('Whole landing zones, proofs and report included, from the start of the process; the floor is an app that makes each of the same resources as its bare L1, compared resource by resource');
  console.table(landingZones);
}

function convergence(): void {
  console.log('Modelled time until Identity Center has what the reconciled engine wants: operations of 5 s, 10 at once, 20 calls a second');
  console.table(convergenceTable());
}

function digests(): void {
  console.log('Verification of a digest with 2,000 logs, MB of compressed logs in a second of processor time, beside bare loops over the same logs that inflate and hash them, or hash them as they are; medians of nine rounds or more in turns, after two seconds to warm up');
  console.table(digestVerificationTable());
}

function denials(): void {
  console.log('How many denials of sessions have room at a time, computed');
  console.table(denialCapacityTable());
}

async function elevation(): Promise<void> {
  const decided = decisions();
  console.log('Decisions about elevations, medians of nine rounds of 20,000');
  console.table(decided.map(({ row }) => row));
  const { handlers, lives } = await coldStarts(COLD_ROUNDS);
  console.log(`Cold starts of handlers in processes of Node.js ${process.versions.node}, medians of ${COLD_ROUNDS} in turns; beside an empty handler, and one that loads the same SDK and nothing else; own is what is above that`);
  console.table(handlers.map(({ row }) => row));
  console.log('A grant and its end, each function cold and called once, with an AWS on the loopback that answers at once; beside processes that load the same SDK, and that make the same calls with it');
  console.table(lives.map(({ row }) => row));
  for (const missed of [...decided, ...handlers, ...lives].flatMap((one) => one.missed)) {
    console.error(`above its bar: ${missed}`);
    process.exitCode = 1;
  }
}

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = { organization, policies, synth, convergence, digests, denials, elevation };

void (async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0) {
    throw new Error(`there is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
  }
  for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) {
    await PARTS[name]();
  }
})();
