interface Due {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

const immediately = async () => new Promise<void>((go) => setImmediate(go));

/** True time of a simulated world: what is due first happens first, and everything that can go on without a wait goes on before the next. */
export class SimulatedTime {
  private readonly heap: Due[] = [];
  private made = 0;

  public constructor(public nowMs: number) {}

  public at(atMs: number, run: () => void): void {
    const due = { atMs: Math.max(atMs, this.nowMs), order: this.made++, run };
    let place = this.heap.push(due) - 1;
    for (let above = parentOf(place); place > 0 && before(due, this.heap[above]); above = parentOf(place)) {
      this.heap[place] = this.heap[above];
      place = above;
    }
    this.heap[place] = due;
  }

  public async sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => this.at(this.nowMs + Math.max(0, milliseconds), wake));
  }

  /** Lets time pass until a moment. */
  public async pass(untilMs: number): Promise<void> {
    await immediately();
    while (this.heap.length > 0 && this.heap[0].atMs <= untilMs) {
      const due = this.next();
      this.nowMs = due.atMs;
      due.run();
      await immediately();
    }
    this.nowMs = untilMs;
  }

  private next(): Due {
    const [first] = this.heap;
    const last = this.heap.pop()!;
    let place = 0;
    while (this.heap.length > 0) {
      let child = 2 * place + 1;
      if (child + 1 < this.heap.length && before(this.heap[child + 1], this.heap[child])) {
        child++;
      }
      if (child >= this.heap.length || !before(this.heap[child], last)) {
        this.heap[place] = last;
        break;
      }
      this.heap[place] = this.heap[child];
      place = child;
    }
    return first;
  }
}

function parentOf(place: number): number {
  return Math.floor((place - 1) / 2);
}

function before(one: Due, other: Due): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}

/** Chance from a seed, so that a history that fails can be told again. */
export class Dice {
  private state: number;

  public constructor(seed: number) {
    this.state = Math.abs(seed) % 2_147_483_646 + 1;
  }

  /** From 0 to just below 1. */
  public roll(): number {
    this.state = this.state * 48_271 % 2_147_483_647;
    return (this.state - 1) / 2_147_483_646;
  }

  /** Whether something happens that happens so many times in a thousand. */
  public hit(perMille: number): boolean {
    return perMille > 0 && this.roll() * 1_000 < perMille;
  }

  /** A whole number from 0 to just below the bound. */
  public below(bound: number): number {
    return Math.floor(this.roll() * bound);
  }

  public pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }
}
