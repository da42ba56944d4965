import { compare } from './order';
import { listed } from './problem';

/** The known names a person may have meant by a name nobody knows, nearest first. */
export function nearMisses(wanted: string, known: readonly string[], most = 3): string[] {
  const folded = wanted.toLowerCase();
  const furthest = Math.max(2, Math.floor(wanted.length / 3));
  return [...new Set(known)]
    .map((name) => ({ name, distance: distance(folded, name.toLowerCase(), furthest) }))
    .filter((candidate) => candidate.distance <= furthest || contains(folded, candidate.name.toLowerCase()))
    .sort((a, b) => begins(folded, b.name) - begins(folded, a.name) || a.distance - b.distance || compare(a.name, b.name))
    .slice(0, most)
    .map((candidate) => candidate.name);
}

/** The end of a fix line: what was perhaps meant, or what there is to choose from. */
export function didYouMean(wanted: string, known: readonly string[]): string {
  const near = nearMisses(wanted, known);
  if (known.length === 0) {
    return 'there is none to choose from';
  }
  return near.length > 0 ? `did you mean ${near.map((name) => `'${name}'`).join(' or ')}?` : `choose among ${listed([...known].sort())}`;
}

/** A name that goes on where the wanted one stops is the likeliest of all. */
function begins(folded: string, name: string): number {
  return folded !== '' && name.toLowerCase().startsWith(folded) ? 1 : 0;
}

function contains(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 3 && (a.includes(b) || b.includes(a));
}

/** Levenshtein distance, given up as soon as it must exceed `furthest`. */
function distance(a: string, b: string, furthest: number): number {
  if (Math.abs(a.length - b.length) > furthest) {
    return furthest + 1;
  }
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    if (Math.min(...row) > furthest) {
      return furthest + 1;
    }
    previous = row;
  }
  return previous[b.length];
}
