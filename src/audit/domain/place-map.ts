import type { Place } from './trail-chain';

/** Values by place. It joins no texts to look one up: with thousands of places that takes longer than all else here. */
export class PlaceMap<T> {
  private readonly buckets = new Map<string, Map<string, T>>();

  get size(): number {
    return [...this.buckets.values()].reduce((sum, { size }) => sum + size, 0);
  }

  get({ bucket, key }: Place): T | undefined {
    return this.buckets.get(bucket)?.get(key);
  }

  has({ bucket, key }: Place): boolean {
    return this.buckets.get(bucket)?.has(key) === true;
  }

  set({ bucket, key }: Place, value: T): void {
    const keys = this.buckets.get(bucket);
    if (keys) {
      keys.set(key, value);
    } else {
      this.buckets.set(bucket, new Map([[key, value]]));
    }
  }

  values(): T[] {
    return [...this.buckets.values()].flatMap((keys) => [...keys.values()]);
  }
}
