import type { DeployedAccess } from '../domain/desired-access';

/** Key of the one document in the bucket of access records; the bucket keeps its versions. */
export const ACCESS_DOCUMENT_KEY = 'desired/access.json';

export interface VersionedAccess {
  /** The version of the object; it changes with every deployment that changes the document. */
  readonly version: string;
  readonly access: DeployedAccess;
}

/** What deployments want of Identity Center, as the last one wrote it. */
export interface AccessDocuments {
  /** The newest, or a version by name. */
  read(version?: string): Promise<VersionedAccess>;
}
