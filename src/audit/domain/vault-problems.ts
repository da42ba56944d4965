import { memberAccountProblems } from './member-account';
import type { AccountPlace } from '../../organization/domain/directory';
import type { Problem } from '../../organization/domain/problem';

export interface VaultInput {
  /** What becomes of buckets and key: a value of CDK's RemovalPolicy. */
  readonly removalPolicy: string;
  readonly retention: { readonly mode: string; readonly days: number };
  /** Of the stack. */
  readonly accountId: string;
  readonly managementAccountId: string;
  /** What `auditAccount` names; missing when it names nothing. */
  readonly auditAccount?: { readonly account: AccountPlace } | { readonly problem: Problem };
}

/** What buckets and keys can be told; a snapshot of them does not exist. */
const REMOVALS = ['retain', 'retain-on-update-or-delete', 'destroy'];

/** What contradicts itself in a vault; whether the stack is in the right place is asked elsewhere. */
export function vaultProblems({ removalPolicy, retention, accountId, managementAccountId, auditAccount }: VaultInput): Problem[] {
  return [
    ...(REMOVALS.includes(removalPolicy) ? [] : [{
      code: 'VaultRemovalPolicy',
      problem: `'removalPolicy' is '${removalPolicy}'; it must be one of ${REMOVALS.map((name) => `'${name}'`).join(', ')}`,
      fix: 'leave `removalPolicy` out',
    }]),
    ...(removalPolicy === 'destroy' && retention.mode === 'COMPLIANCE' ? [{
      code: 'RetentionDestroyed',
      problem: `'removalPolicy' is DESTROY and 'retention' is COMPLIANCE for ${retention.days} days; locked logs cannot be deleted`,
      fix: 'leave `removalPolicy` out, or use WormRetention.governance for trying out',
    }] : []),
    ...(accountId !== managementAccountId ? [] : [{
      code: 'VaultInManagement',
      problem: `the stack is in the management account ${managementAccountId}, where no guardrail protects the logs`,
      fix: 'give the stack the env.account of a member account',
    }]),
    ...(auditAccount === undefined ? [] : memberAccountProblems('auditAccount', auditAccount)),
  ];
}
