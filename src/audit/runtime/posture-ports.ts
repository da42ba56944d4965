/** Somebody else is writing, or too many calls came at once: the same call works later. */
export class ServiceBusy extends Error {}

/** Who administers a security service for the organization; the service keeps that in each Region by itself. */
export interface AdministratorPort {
  /** Ids of the accounts that a Region lists, and whether each is one already. */
  administrators(region: string): Promise<readonly { readonly accountId: string; readonly enabled: boolean }[]>;
  register(region: string, accountId: string): Promise<void>;
}

/** GuardDuty as its administrator sees it in one Region. */
export interface GuardDutyPort {
  /** The detector of this account, if there is one: a Region has at most one. */
  detector(): Promise<{ readonly id: string; readonly enabled: boolean } | undefined>;
  createDetector(): Promise<void>;
  /** For whom it switches itself on ('ALL', 'NEW', 'NONE'), and each of its features. */
  organization(detectorId: string): Promise<{ readonly members: string; readonly features: Readonly<Record<string, string>> }>;
  /** For all members, now and later; what is not named stays as it is. */
  enableForAll(detectorId: string, features: readonly string[]): Promise<void>;
}

/** Security Hub CSPM of this account in one Region. */
export interface SecurityHubPort {
  enabled(): Promise<boolean>;
  /** Without standards: the configuration policy of the organization says which. */
  enable(): Promise<void>;
}

/** Lets time pass between two looks. */
export interface Pause {
  seconds(seconds: number): Promise<void>;
}
