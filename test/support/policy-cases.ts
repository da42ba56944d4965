import { readFileSync } from 'node:fs';
import { type Evaluation, type PolicyChain, compileChain, evaluate } from '../../src/policy/domain/evaluate';
import type { AccessRequest } from '../../src/policy/domain/request';

/** A line of a file of cases: policies, a request, and the decision that AWS would take. */
export interface PolicyCase extends Omit<PolicyChain, 'managementAccountId'> {
  readonly id: string;
  readonly group: string;
  readonly note: string;
  readonly request: AccessRequest;
  readonly expected: { readonly decision: string; readonly by: readonly string[]; readonly dependsOn?: readonly string[] };
}

/** All cases play in one organization with this management account. */
export const MANAGEMENT_ACCOUNT = '999999999999';

export function readCases(file: string): PolicyCase[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => {
    const { permissionsBoundary, resourcePolicy, request, ...rest } = JSON.parse(line);
    return {
      ...rest,
      permissionsBoundary: permissionsBoundary ?? undefined,
      resourcePolicy: resourcePolicy ?? undefined,
      request: { ...request, principalAccount: request.principalAccount ?? undefined, resourceAccount: request.resourceAccount ?? undefined },
    };
  });
}

export function evaluateCase(policyCase: PolicyCase, request = policyCase.request): Evaluation {
  return evaluate(request, compileChain({ ...policyCase, managementAccountId: MANAGEMENT_ACCOUNT }));
}

/** What differs between an evaluation and what a case expects; undefined when nothing does. */
export function mismatch({ expected }: PolicyCase, { decision, by, dependsOn }: Evaluation): string | undefined {
  const set = (names: readonly string[]) => [...names].map((name) => name.toLowerCase()).sort().join(', ');
  const got = `${decision} by {${set(by)}}${expected.dependsOn ? ` depending on {${set(dependsOn)}}` : ''}`;
  const wanted = `${expected.decision} by {${set(expected.by)}}${expected.dependsOn ? ` depending on {${set(expected.dependsOn)}}` : ''}`;
  return got === wanted ? undefined : `got ${got}, wanted ${wanted}`;
}
