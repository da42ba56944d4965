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

/** A later deployment wants something else: whoever acts on what was wanted before would give back what was taken away since. */
export class Superseded extends Error {
  public override readonly name = 'Superseded';
}

/**
 * The newest document, for somebody who was told of a version of it: it has to say the same, or `Superseded` is thrown.
 *
 * A deployment that is taken back writes the old content as a new version, so that content decides, not the name of the version. While it is
 * being taken back, the version before is what is wanted: CloudFormation may start the run before it restores the document.
 */
export async function currentAccess(documents: AccessDocuments, version?: string, rollingBack = false): Promise<VersionedAccess> {
  const newest = await documents.read();
  if (rollingBack && version !== undefined) {
    return documents.read(version);
  }
  if (version === undefined || version === newest.version || wishes((await documents.read(version)).access) === wishes(newest.access)) {
    return newest;
  }
  throw new Superseded(`version ${version} of the document is not what is wanted any more, which is version ${newest.version}. `
    + 'Nothing more is done for the older one; a run without a version takes the newest.');
}

/** What went before is remembered in a document and is nothing that it wants. */
function wishes(access: DeployedAccess): string {
  return JSON.stringify({ ...access, retired: undefined });
}
