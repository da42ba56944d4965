import { type PolicyDocumentJson, type Statement, minified, policyDocument, utf8Bytes } from './document';

/** A statement under a name that stays the same from one synth to the next. */
export interface NamedStatement {
  readonly name: string;
  readonly statement: Statement;
}

export interface Budget {
  /** How many documents there may be. */
  readonly documents: number;
  /** How many bytes each may have, minified. */
  readonly bytes: number;
}

export type Packing =
  | {
    readonly kind: 'packed';
    readonly documents: readonly PolicyDocumentJson[];
    /** The `previous` of the next packing. */
    readonly places: Places;
    /** Statements that had to leave the document they stood in. */
    readonly moved: readonly string[];
  }
  | {
    readonly kind: 'overflow';
    /** Bytes too many for all documents together, or for the one statement that fits into none. */
    readonly bytesTooMany: number;
    /** The largest statements first, at most five. */
    readonly largest: readonly { readonly name: string; readonly bytes: number }[];
  };

/** In which document each statement stands, counted from 0. */
export type Places = Readonly<Record<string, number>>;

const EMPTY_DOCUMENT = utf8Bytes(minified(policyDocument([])));

/**
 * Fits statements into few documents, each statement whole and as it was written.
 *
 * A document that nothing stands in any more stays, empty, so that the others keep their places. A statement stays in the document it stood in; a new one goes into the first that has room. Only when that does not fit
 * are all statements laid anew, the largest first, and those that moved are named.
 */
export function pack(statements: readonly NamedStatement[], budget: Budget, previous: Places = {}): Packing {
  const kept = [...statements].sort((a, b) => Number(!Object.hasOwn(previous, a.name)) - Number(!Object.hasOwn(previous, b.name)));
  // the order in which they were given is the last resort: it fits whenever each had a document of its own.
  const places = lay(kept, budget, previous) ?? lay(largestFirst(statements), budget, {}) ?? lay(statements, budget, {});
  return places ? packed(statements, places, previous) : overflow(statements, budget);
}

function packed(statements: readonly NamedStatement[], places: Places, previous: Places): Packing {
  const count = Math.max(-1, ...Object.values(places)) + 1;
  const documents = Array.from({ length: count }, (_, index) =>
    policyDocument(statements.filter(({ name }) => places[name] === index).map(({ statement }) => statement)));
  const moved = statements.map(({ name }) => name).filter((name) => Object.hasOwn(previous, name) && previous[name] !== places[name]);
  return { kind: 'packed', documents, places, moved };
}

/** Places for all statements in the order given, or undefined when one finds no room. */
function lay(statements: readonly NamedStatement[], { documents, bytes }: Budget, previous: Places): Places | undefined {
  const used = Array<number>(documents).fill(EMPTY_DOCUMENT);
  const places: Record<string, number> = {};
  for (const one of statements) {
    const size = sizeOf(one);
    const fits = (index: number) => used[index] + size + (used[index] > EMPTY_DOCUMENT ? 1 : 0) <= bytes;
    const before = Object.hasOwn(previous, one.name) ? previous[one.name] : undefined;
    const place = before === undefined ? used.findIndex((_, index) => fits(index)) : before < documents && fits(before) ? before : -1;
    if (place < 0) {
      return undefined;
    }
    // a comma separates it from the statement before.
    used[place] += size + (used[place] > EMPTY_DOCUMENT ? 1 : 0);
    places[one.name] = place;
  }
  return places;
}

function overflow(statements: readonly NamedStatement[], { documents, bytes }: Budget): Packing {
  const room = bytes - EMPTY_DOCUMENT;
  const sizes = largestFirst(statements).map((one) => ({ name: one.name, bytes: sizeOf(one) }));
  const alone = Math.max(0, (sizes[0]?.bytes ?? 0) - room);
  const together = sizes.reduce((sum, one) => sum + one.bytes, 0) - documents * room;
  // statements that would fit by their sum may not fit one beside another: then one byte is the least that can be said.
  return { kind: 'overflow', bytesTooMany: Math.max(alone, together, 1), largest: sizes.slice(0, 5) };
}

function largestFirst(statements: readonly NamedStatement[]): NamedStatement[] {
  return [...statements].sort((a, b) => sizeOf(b) - sizeOf(a) || (a.name < b.name ? -1 : 1));
}

function sizeOf({ statement }: NamedStatement): number {
  return utf8Bytes(minified(policyDocument([statement]))) - EMPTY_DOCUMENT;
}
