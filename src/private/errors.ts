import type { IConstruct } from 'constructs';
import type { Problem } from '../organization/domain/problem';

/** Problems of one place: a construct's path, a file, or the method that was called. */
export interface PlacedProblems {
  readonly where: string;
  readonly problems: readonly Problem[];
}

/**
 * The one error this library throws at synth: every problem of one input, each with its code,
 * what was given and what is allowed, how to fix it, and where it stands.
 */
export class ValidationError extends Error {
  // private to the language, not only to the compiler: Node.js prints every other member below the message.
  readonly #places: readonly PlacedProblems[];

  public constructor(places: readonly PlacedProblems[]) {
    super(message(places));
    this.#places = places;
  }

  public override get name(): string {
    return 'ValidationError';
  }

  public get places(): readonly PlacedProblems[] {
    return this.#places;
  }
}

/** Throws one error with all problems; does nothing when there is none. */
export function refuse(problems: readonly Problem[], where: IConstruct | string): void {
  if (problems.length > 0) {
    throw new ValidationError([{ where: typeof where === 'string' ? where : where.node.path, problems }]);
  }
}

/** Collects what several parts refuse, so that a reader mends everything in one go. */
export class Refusals {
  private readonly places: PlacedProblems[] = [];

  /** Runs a part; what it refuses is kept for later, and the part is missing. Other errors pass. */
  public attempt<T>(part: () => T): T | undefined {
    try {
      return part();
    } catch (error) {
      if (!(error instanceof ValidationError)) {
        throw error;
      }
      this.places.push(...error.places);
      return undefined;
    }
  }

  /** Throws all that was kept. */
  public raise(): void {
    if (this.places.length > 0) {
      throw new ValidationError(this.places);
    }
  }
}

function message(places: readonly PlacedProblems[]): string {
  const rows = places.map(({ where, problems }) =>
    [...problems.map(({ code, problem, fix }) => `[${code}] ${problem}\n  fix: ${fix}`), `  at: ${where}`].join('\n'));
  const count = places.reduce((sum, { problems }) => sum + problems.length, 0);
  return `${count > 1 ? `${count} problems\n` : ''}${rows.join('\n')}`;
}
