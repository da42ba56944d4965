import type { Preset } from './preset';

/** Everything that guardrails leave; held for a limited time. */
export function administrator(): Preset {
  return {
    name: 'Administrator',
    description: 'Everything the guardrails leave; privileged',
    sessionMinutes: 240,
    managedPolicies: ['AdministratorAccess'], // everything is this role's width, and of no other.
    statements: [],
    work: ['ec2:RunInstances', 'iam:GetRole'],
    privileged: true,
  };
}
