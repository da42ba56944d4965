import type { AccountFacts } from '../domain/desired-access';

/**
 * Accounts that came or moved after the snapshot, where they stand now.
 *
 * Whoever gives an account something because of its new place writes the place down first, so that the drift check,
 * which reads the places after Identity Center, never takes for undeclared what was just given.
 */
export interface ObservedPlaces {
  /** By account id; consistent, never an older answer. */
  read(): Promise<ReadonlyMap<string, AccountFacts>>;
}

/** Where assignments are made by deployments only, a place counts when a snapshot has it. */
export const noObservedPlaces: ObservedPlaces = { read: async () => new Map() };
