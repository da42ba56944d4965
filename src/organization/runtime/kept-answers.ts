import type { SnapshotCall, SnapshotItems } from './snapshot-calls';
import { SnapshotRefused } from './snapshot-failures';
import type { KeptPage, SnapshotProgress, SnapshotStart, SnapshotStateStore } from './snapshot-ports';
import type { Clock } from '../../private/runtime/clock';

/** An organization changes: answers that are a day apart do not make one snapshot. */
const OLDEST_STATE_MS = 24 * 60 * 60 * 1_000;

export interface KeptList<C extends SnapshotCall> {
  readonly items: readonly SnapshotItems[C][];
  readonly pages: number;
  readonly next?: string;
  readonly complete: boolean;
}

interface Surroundings {
  readonly state: SnapshotStateStore;
  readonly clock: Clock;
  readonly progress: Pick<SnapshotProgress, 'note'>;
}

/** The answers so far: those of this run and those an interrupted run left. */
export class KeptAnswers {
  /** Goes on where an interrupted run of the same organization stopped, or starts. */
  static async resume({ state, clock, progress }: Surroundings, organizationId: string): Promise<KeptAnswers> {
    const left = await state.load();
    if (left && left.start.organizationId !== organizationId) {
      throw new SnapshotRefused(`'${state.name}' holds an unfinished snapshot of ${left.start.organizationId}, but these credentials belong to ${organizationId}: `
        + 'sign in to the other organization, or pass another file with --state');
    }
    if (left && clock.nowMs() - Date.parse(left.start.startedAt) <= OLDEST_STATE_MS) {
      progress.note(`continuing the snapshot of ${left.start.startedAt} from '${state.name}' (${left.pages.length} answers kept)`);
      return new KeptAnswers(state, left.start, left.pages);
    }
    if (left) {
      progress.note(`'${state.name}' was begun at ${left.start.startedAt}, more than 24 hours ago: starting over`);
    }
    const start = { organizationId, startedAt: new Date(clock.nowMs()).toISOString() };
    await state.start(start);
    return new KeptAnswers(state, start, []);
  }

  readonly startedAt: string;
  private readonly lists = new Map<string, KeptList<SnapshotCall>>();

  private constructor(private readonly state: SnapshotStateStore, start: SnapshotStart, pages: readonly KeptPage[]) {
    this.startedAt = start.startedAt;
    pages.forEach((page) => this.add(page));
  }

  of<C extends SnapshotCall>(call: C, about?: string): KeptList<C> {
    return (this.lists.get(key(call, about)) ?? { items: [], pages: 0, complete: false }) as KeptList<C>;
  }

  async keep(page: KeptPage): Promise<void> {
    this.add(page);
    await this.state.keep(page);
  }

  private add({ call, about, number, items, next }: KeptPage): void {
    const before = number === 0 ? [] : this.of(call, about).items;
    this.lists.set(key(call, about), {
      items: [...before, ...items as SnapshotItems[SnapshotCall][]],
      pages: number + 1,
      next,
      complete: next === undefined,
    });
  }
}

function key(call: SnapshotCall, about?: string): string {
  return `${call} ${about ?? ''}`;
}
