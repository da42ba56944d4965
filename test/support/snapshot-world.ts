import type { KeptPage, OrganizationReader, SnapshotPorts, SnapshotStart, SnapshotState } from '../../src/organization/runtime/snapshot-ports';
import { takeSnapshot } from '../../src/organization/runtime/take-snapshot';

/** A clock that moves only by sleeping, a state that survives runs, and what a run said and wrote. */
export class SnapshotWorld {
  nowMs = Date.parse('2026-11-01T00:00:00Z');
  readonly sleepsMs: number[] = [];
  readonly notes: string[] = [];
  expected = 0;
  done = 0;
  state?: { start: SnapshotStart; pages: KeptPage[] };
  written?: string;

  constructor(private readonly options: { random?: number; failingOutput?: boolean } = {}) {}

  async take(reader: OrganizationReader, options: { region?: string; callsPerSecond?: number; access?: boolean } = {}): Promise<void> {
    await takeSnapshot(this.ports(reader), { callsPerSecond: options.callsPerSecond ?? 8, access: options.access, region: 'region' in options ? options.region : 'us-east-1' });
  }

  private ports(reader: OrganizationReader): SnapshotPorts {
    return {
      reader,
      clock: {
        nowMs: () => this.nowMs,
        sleep: async (milliseconds) => {
          this.sleepsMs.push(milliseconds);
          this.nowMs += milliseconds;
        },
        random: () => this.options.random ?? 0,
      },
      state: {
        name: 'state.json',
        load: async () => this.state as SnapshotState | undefined,
        start: async (start) => {
          this.state = { start, pages: [] };
        },
        keep: async (page) => {
          this.state!.pages.push(page);
        },
        clear: async () => {
          this.state = undefined;
        },
      },
      progress: {
        expect: (calls) => {
          this.expected += calls;
        },
        doing: () => undefined,
        done: () => {
          this.done++;
        },
        note: (line) => {
          this.notes.push(line);
        },
      },
      output: {
        write: async (text) => {
          if (this.options.failingOutput) {
            throw new Error('the disk is full');
          }
          this.written = text;
        },
      },
    };
  }
}
