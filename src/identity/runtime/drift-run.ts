import type { DriftRecords } from './drift-ports';
import type { Finding, Outcome } from '../domain/drift-findings';
import type { Deed, DriftScope } from '../domain/drift-scope';
import type { HeldAccess } from '../domain/held-access';
import type { RemovalPlan } from '../domain/undeclared-removal';

/** What a check set out to do. */
export interface RunScope {
  readonly desiredVersion: string;
  /** Declared sets, by the document of that version, and retired ones that still exist. */
  readonly setArns: readonly string[];
  /** Sets of others, of which only is counted where they are provisioned. */
  readonly foreignSetArns: readonly string[];
  readonly scope: DriftScope;
  /** Whether it reads a deployment back. */
  readonly afterDeployment: boolean;
  readonly requestIds: readonly string[];
  /** By `deedKey`. */
  readonly deeds: readonly (readonly [string, Deed])[];
}

/** What one slice of a reading found. */
export interface ReadPart extends HeldAccess {
  /** Accounts that sets of others are provisioned to, counted once for each set. */
  readonly foreignPlaces: number;
  /** Those sets of others that are provisioned anywhere. */
  readonly foreignSets: readonly string[];
}

/** Where a reading goes on. */
export interface Cursor {
  /** Everything is read once, what looks wrong a second time. */
  readonly pass: 1 | 2;
  readonly unit: number;
  readonly at: number;
  readonly part: number;
}

/** What the first reading left to look at again. */
export interface Suspicion {
  readonly scope: DriftScope;
  readonly findings: readonly Finding[];
  /** Assignments of declared sets that there are; declared ones where only a part was read. */
  readonly assignments: number;
  readonly foreignPlaces: number;
  readonly foreignSets: readonly string[];
}

/** What a check found, before anything is done about it. */
export interface RunDrift {
  readonly desiredVersion: string;
  readonly findings: readonly Finding[];
  /** By `findingKey`. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly breaker?: string;
  readonly foreignPlaces: number;
  readonly foreignSets: readonly string[];
}

/** The records of one run, by name. */
export class RunRecords {
  public constructor(private readonly records: DriftRecords, private readonly run: string) {}

  public async scope(): Promise<RunScope> {
    return (await this.records.read<RunScope>(this.run, 'scope'))!;
  }

  public async saveScope(scope: RunScope): Promise<void> {
    await this.records.write(this.run, 'scope', scope);
  }

  /** What the second pass reads. */
  public async suspicion(): Promise<Suspicion> {
    return (await this.records.read<Suspicion>(this.run, 'suspicious'))!;
  }

  public async saveSuspicion(suspicious: Suspicion): Promise<void> {
    await this.records.write(this.run, 'suspicious', suspicious);
  }

  public async accounts(pass: number, unit: number): Promise<readonly string[]> {
    return (await this.records.read<string[]>(this.run, `accounts-${pass}-${unit}`)) ?? [];
  }

  public async saveAccounts(pass: number, unit: number, accounts: readonly string[]): Promise<void> {
    await this.records.write(this.run, `accounts-${pass}-${unit}`, accounts);
  }

  public async savePart(pass: number, part: number, content: ReadPart): Promise<void> {
    await this.records.write(this.run, `read-${pass}-${part}`, content);
  }

  public async parts(pass: number, count: number): Promise<ReadPart> {
    const all: ReadPart[] = [];
    for (let part = 0; part < count; part++) {
      all.push((await this.records.read<ReadPart>(this.run, `read-${pass}-${part}`))!);
    }
    return {
      places: all.flatMap(({ places }) => places),
      outdated: all.flatMap(({ outdated }) => outdated),
      foreignPlaces: all.reduce((sum, { foreignPlaces }) => sum + foreignPlaces, 0),
      foreignSets: all.flatMap(({ foreignSets }) => foreignSets),
    };
  }

  public async drift(): Promise<RunDrift> {
    return (await this.records.read<RunDrift>(this.run, 'drift'))!;
  }

  public async saveDrift(drift: RunDrift): Promise<void> {
    await this.records.write(this.run, 'drift', drift);
  }

  public async plan(): Promise<RemovalPlan | undefined> {
    return this.records.read<RemovalPlan>(this.run, 'plan');
  }

  public async savePlan(plan: RemovalPlan): Promise<void> {
    await this.records.write(this.run, 'plan', plan);
  }

  /** What became of findings that something was done about, by `findingKey`. */
  public async outcomes(work: 'removed' | 'provisioned'): Promise<Record<string, Outcome>> {
    return (await this.records.read<Record<string, Outcome>>(this.run, work)) ?? {};
  }

  public async saveOutcomes(work: 'removed' | 'provisioned', outcomes: Readonly<Record<string, Outcome>>): Promise<void> {
    await this.records.write(this.run, work, outcomes);
  }
}
