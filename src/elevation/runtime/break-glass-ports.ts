import type { LiveLevel } from '../domain/break-glass-chain';
import type { LiveRole } from '../domain/break-glass-role';

/** Reads roles for emergencies as they are now. */
export interface RoleReader {
  /** Undefined where there is no such role. */
  read(accountId: string): Promise<LiveRole | undefined>;
}

/** Reads which policies hang above accounts; asked anew for each check, because it remembers what accounts share. */
export interface ChainReader {
  /** From the root down to the account. */
  levelsAbove(accountId: string): Promise<readonly LiveLevel[]>;
}

export interface DeviceReader {
  /** Serial numbers of a user's second factors; undefined where there is no such user. */
  serialNumbers(userArn: string): Promise<readonly string[] | undefined>;
}

export interface BreakGlassPorts {
  readonly roles: RoleReader;
  readonly chains: () => ChainReader;
  readonly devices: DeviceReader;
  /** Counts for alarms. */
  readonly count: (counts: Readonly<Record<string, number>>) => void;
  /** Writes down what somebody who was alarmed looks for. */
  readonly tell: (what: object) => void;
}
