import type { KeptAnswers } from './kept-answers';
import { SNAPSHOT_CALLS, type SnapshotCall, type SnapshotItems } from './snapshot-calls';
import { ReadFailure } from './snapshot-failures';
import type { OrganizationReader, SnapshotProgress } from './snapshot-ports';

/** Reads a whole list. */
export type ReadList = <C extends SnapshotCall>(call: C, about?: string) => Promise<readonly SnapshotItems[C][]>;

/** Reads lists page by page, keeps each page at once, and asks for no page that is kept already. */
export function listReading(reader: OrganizationReader, kept: KeptAnswers, progress: SnapshotProgress): ReadList {
  return async (call, about) => {
    const before = kept.of(call, about);
    count(progress, call, before.items.length, before.pages, !before.complete && before.pages > 0);
    try {
      return await readOn(call, about);
    } catch (error) {
      // page tokens live for a while only: a list that another run began is read again from its start.
      if (before.next !== undefined && kept.of(call, about).pages === before.pages && error instanceof ReadFailure && error.kind === 'input') {
        return readOn(call, about, true);
      }
      throw error;
    }
  };

  async function readOn<C extends SnapshotCall>(call: C, about?: string, afresh = false): Promise<readonly SnapshotItems[C][]> {
    let list = afresh ? { items: [], pages: 0, complete: false } : kept.of(call, about);
    while (!list.complete) {
      progress.doing(SNAPSHOT_CALLS[call].reads);
      const { items, next } = await reader.page(call, about, list.next);
      await kept.keep({ call, about, number: list.pages, items, next });
      count(progress, call, items.length, 1, next !== undefined);
      list = kept.of(call, about);
    }
    return list.items;
  }
}

function count(progress: SnapshotProgress, call: SnapshotCall, items: number, pages: number, more: boolean): void {
  // the first page of each list was expected when the list became known.
  progress.expect(items * (SNAPSHOT_CALLS[call].followedBy ?? 0) + Math.max(0, pages - 1) + (more ? 1 : 0));
  for (let page = 0; page < pages; page++) {
    progress.done();
  }
}
