import type { Clock } from '../../src/private/runtime/clock';

/**
 * Time that passes only while everybody waits: whoever sleeps shortest wakes first, and hours take microseconds.
 * Several jobs may sleep at once, each in its own time.
 */
export class VirtualClock implements Clock {
  private now: number;
  private ticking = false;
  private readonly sleepers: { readonly untilMs: number; readonly wake: () => void }[] = [];

  public constructor(startMs = Date.UTC(2026, 10, 1), private readonly chance: () => number = () => 0.5) {
    this.now = startMs;
  }

  public nowMs(): number {
    return this.now;
  }

  public random(): number {
    return this.chance();
  }

  public async sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => {
      const untilMs = this.now + Math.max(0, milliseconds);
      const place = this.sleepers.findIndex((other) => other.untilMs > untilMs);
      this.sleepers.splice(place < 0 ? this.sleepers.length : place, 0, { untilMs, wake });
      this.tickLater();
    });
  }

  /** Lets time pass between two steps of a test. */
  public advance(milliseconds: number): void {
    this.now += milliseconds;
  }

  /** After everything that can go on without a wait has gone on. */
  private tickLater(): void {
    if (!this.ticking) {
      this.ticking = true;
      setImmediate(() => {
        this.ticking = false;
        const first = this.sleepers.shift();
        if (first) {
          this.now = Math.max(this.now, first.untilMs);
          first.wake();
          if (this.sleepers.length > 0) {
            this.tickLater();
          }
        }
      });
    }
  }
}
