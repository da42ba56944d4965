import type { NamedDocument, TargetPolicies } from './prove';
import { ALLOW_ALL } from '../../policy/domain/document';
import { compileChain, evaluate } from '../../policy/domain/evaluate';
import type { AccessRequest } from '../../policy/domain/request';

/** Which statement of which policy denies a request, or which level allows nothing: each policy is asked by itself. */
export function culprits(request: AccessRequest, levels: readonly TargetPolicies[]): string {
  const named = levels.flatMap(({ name, scps, rcps }) => [...scps, ...rcps].flatMap((policy) =>
    denying(request, policy, scps.includes(policy)).map((statement) => `'${statement}' of '${policy.name}' on '${name}'`)));
  if (named.length > 0) {
    return named.join(', ');
  }
  const silent = levels.filter(({ scps }) => !scps.some((policy) => asked(request, [policy.document], true).decision === 'allowed'));
  return `'${silent.map(({ name }) => name).join("', '")}', where no policy allows it`;
}

function denying(request: AccessRequest, { document }: NamedDocument, scp: boolean): readonly string[] {
  const { decision, statements } = asked(request, [ALLOW_ALL, document], scp);
  return decision === 'explicitly-denied' ? statements.map(({ statement }) => statement) : [];
}

function asked(request: AccessRequest, documents: readonly unknown[], scp: boolean) {
  const levels = [{ level: 'alone', documents }];
  return evaluate(request, compileChain({ scps: scp ? levels : [], rcps: scp ? [] : levels, identityPolicies: [ALLOW_ALL], sessionPolicies: [] }));
}
