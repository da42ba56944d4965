import { MANAGEMENT, PRODUCTION, SANDBOX, smallOrganization } from './small-organization';
import type { Organization } from '../../src';
import type { BreakGlassFacts } from '../../src/elevation/domain/break-glass';

export const FIRST = `arn:aws:iam::${MANAGEMENT}:user/break-glass/first`;
export const SECOND = `arn:aws:iam::${MANAGEMENT}:user/second`;

/** The small organization, whose StackSets are trusted. */
export function trustingOrganization(): Organization {
  return smallOrganization((snapshot) => snapshot.EnabledServicePrincipals.push({ ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com' }));
}

/** What is declared in two member accounts and the management account, with something changed. */
export function breakGlassFacts(change: Partial<BreakGlassFacts> = {}): BreakGlassFacts {
  return {
    partition: 'aws', organizationId: 'o-smallorgan', managementAccountId: MANAGEMENT, homeRegion: 'eu-west-1', globalRegion: 'us-east-1',
    accounts: [{ id: MANAGEMENT, name: 'management' }, { id: PRODUCTION, name: 'production' }, { id: SANDBOX, name: 'sandbox' }],
    users: [FIRST, SECOND], sessionSeconds: 3600, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    names: { path: '/member-zero-trust/', role: 'zero-trust-break-glass', reader: 'zero-trust-break-glass-reader', checkPath: '/zero-trust/break-glass/' },
    ...change,
  };
}
