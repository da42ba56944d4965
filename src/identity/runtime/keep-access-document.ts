import type { AccessDocuments, VersionedAccess } from './access-documents';
import type { DeployedStacks } from './deployed-stacks';
import { removedCells } from '../domain/access-difference';
import type { DeployedAccess, DesiredAccess } from '../domain/desired-access';
import { type BrakeLimits, brake } from '../domain/removal-brake';
import { retiredSets } from '../domain/retired-sets';

export interface KeepAccessDocumentRequest {
  readonly desired: DesiredAccess;
  readonly instanceArn: string;
  /** ARNs of sets and ids of groups, by name. */
  readonly setArns: Readonly<Record<string, string>>;
  readonly groupIds: Readonly<Record<string, string>>;
  readonly limits: BrakeLimits;
  readonly stackId: string;
}

/** Where the document is kept. */
export interface KeptAccessDocuments extends AccessDocuments {
  /** The newest, or undefined before the first deployment. */
  newest(): Promise<VersionedAccess | undefined>;
  /** The version. */
  write(access: DeployedAccess): Promise<string>;
}

/**
 * Writes down what a deployment wants, before anything acts on it: a deployment that would take away more than was agreed stops
 * here, and nothing is written. One that is taken back may take away what it gave.
 */
export async function keepAccessDocument(
  request: KeepAccessDocumentRequest, ports: { readonly documents: KeptAccessDocuments; readonly stacks: DeployedStacks },
): Promise<string> {
  const before = await ports.documents.newest();
  const access = withRetired(deployed(request), before?.access);
  if (before && JSON.stringify(before.access) === JSON.stringify(access)) {
    return before.version;
  }
  if (before) {
    const { removed, total } = removedCells(before.access, access);
    const refused = brake(removed, total, request.limits);
    if (refused !== undefined && !await ports.stacks.isRollingBack(request.stackId)) {
      throw new Error(refused);
    }
  }
  return ports.documents.write(access);
}

/** What CloudFormation fails to take away with a set is known as ours afterwards. */
function withRetired(access: DeployedAccess, before: DeployedAccess | undefined): DeployedAccess {
  const retired = before ? retiredSets(before, access) : [];
  return retired.length > 0 ? { ...access, retired } : access;
}

function deployed({ desired, instanceArn, setArns, groupIds }: KeepAccessDocumentRequest): DeployedAccess {
  const each = (names: readonly string[], known: Readonly<Record<string, string>>, what: string) => names.map((name) => {
    if (known[name] === undefined) {
      throw new Error(`${what} '${name}' was not deployed`);
    }
    return known[name];
  });
  return { ...desired, instanceArn, setArns: each(desired.sets, setArns, 'the permission set'), groupIds: each(desired.groups, groupIds, 'the group') };
}
