import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PermissionSetData } from '../../../src/identity/domain/permission-set-data';
import { ALLOW_ALL, policyDocument } from '../../../src/policy/domain/document';

const copies = new Map<string, any>();

/** The document of an AWS managed policy, as it is copied in managed-policies/. */
export function managedPolicy(name: string): any {
  const file = `${name.split('/').at(-1)}.json`;
  if (!copies.has(file)) {
    copies.set(file, JSON.parse(readFileSync(join(__dirname, 'managed-policies', file), 'utf8')));
  }
  return copies.get(file);
}

/** Everything that the role of a set carries. */
export function policiesOf({ managedPolicies, statements }: PermissionSetData): any[] {
  return [...managedPolicies.map(managedPolicy), ...(statements.length > 0 ? [policyDocument(statements)] : [])];
}

/** What a boundary says: AWS's own by its copy, and the team's as wide as can be, so that only the set itself is a limit. */
export function boundaryOf({ boundary }: PermissionSetData): any {
  return boundary && (boundary.kind === 'aws' ? managedPolicy(boundary.policy) : ALLOW_ALL);
}
