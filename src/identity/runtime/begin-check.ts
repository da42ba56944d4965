import type { AccessDocuments } from './access-documents';
import type { CheckRequests, CheckRuns, Deployments, DriftRecords } from './drift-ports';
import { type Cursor, RunRecords } from './drift-run';
import { everyPage } from './every-page';
import type { IdentityCenter } from './identity-center';
import { type CheckRequest, scopeOf } from '../domain/drift-scope';
import { deedKey } from '../domain/held-access';
import { checkedSetArns } from '../domain/retired-sets';

export interface BeginCheckPorts {
  readonly requests: CheckRequests;
  readonly runs: CheckRuns;
  readonly deployments: Deployments;
  readonly documents: AccessDocuments;
  readonly identityCenter: Pick<IdentityCenter, 'permissionSets'>;
  readonly records: DriftRecords;
}

export type Begun =
  /** An older run is at work: two at once would take twice the calls. */
  | { readonly next: 'wait' }
  | { readonly next: 'none'; readonly because: string }
  | { readonly next: 'read'; readonly cursor: Cursor };

/**
 * Decides what a run reads: all that was asked for and is not checked yet.
 *
 * @param whole whether it was started by hand, which asks for everything
 */
export async function beginCheck(run: string, whole: boolean, ports: BeginCheckPorts): Promise<Begun> {
  if (await ports.runs.olderUnderWay(run)) {
    return { next: 'wait' };
  }
  const pending = await ports.requests.pending();
  const asked: CheckRequest[] = [...(whole || pending.more ? [{ kind: 'schedule' as const }] : []), ...pending.requests];
  if (asked.length === 0) {
    return { next: 'none', because: 'an earlier run has checked it' };
  }
  if (await ports.deployments.state() === 'underWay') {
    // the requests stay: the end of the deployment starts a run that takes them.
    return { next: 'none', because: 'a deployment is under way' };
  }
  const { version, access } = await ports.documents.read();
  const checked = checkedSetArns(access);
  const scope = scopeOf(asked, checked);
  if (!scope) {
    await ports.requests.done(pending.ids);
    return { next: 'none', because: 'what changed is not of this catalogue' };
  }
  const sets = scope.kind === 'all' ? await everyPage((next) => ports.identityCenter.permissionSets(next)) : [];
  await new RunRecords(ports.records, run).saveScope({
    desiredVersion: version,
    // a retired set is mostly gone.
    setArns: checked.filter((arn) => access.setArns.includes(arn) || sets.includes(arn)),
    foreignSetArns: sets.filter((arn) => !checked.includes(arn)),
    scope,
    afterDeployment: asked.some(({ kind }) => kind === 'deployment'),
    requestIds: pending.ids,
    deeds: asked.flatMap((request) => (request.kind === 'assignment' && request.created ? [[deedKey(request.place, request.principalId), request.deed] as const] : [])),
  });
  return { next: 'read', cursor: { pass: 1, unit: 0, at: 0, part: 0 } };
}
