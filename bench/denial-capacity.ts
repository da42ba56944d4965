import type { Denial } from '../src/containment/domain/denial';
import { placeDenials } from '../src/containment/domain/denial-placement';

const MORE_THAN_FIT = 2_000;

/** How many denials of one kind fit at a time: into one to five service control policies, into those of half the size, and into the one policy of IAM. */
export function denialCapacityTable(): Record<string, string | number>[] {
  const sizes: [string, number, number][] = [
    ...[1, 2, 3, 4, 5].map((count): [string, number, number] => [`${count} of 10,240 bytes`, 10_240, count]),
    ['1 of 5,120 bytes', 5_120, 1], ['the policy of IAM', 6_144, 1],
  ];
  return sizes.map(([policies, bytes, count]) => {
    const fit = (scope: (index: number) => Denial['scope']) => placeDenials(
      Array.from({ length: MORE_THAN_FIT }, (_, index) => denial(index, scope(index))), { partition: 'aws', bytes, count }).placed.length;
    const ends = (setName: string) => fit((index) => ({ kind: 'set', accountId: String(200_000_000_000 + index), setName }));
    return {
      policies,
      'people, everything': fit(() => ({ kind: 'everything' })),
      'ends of elevations, Administrator': ends('Administrator'),
      'with the longest name of a set': ends('x'.repeat(32)),
    };
  });
}

function denial(index: number, scope: Denial['scope']): Denial {
  return { id: `bench/${index}`, userId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`, scope, reason: 'bench', endsAtMs: 0 };
}
