import { Duration } from 'aws-cdk-lib';
import { type Provocations, stack } from './provocations';
import { Accounts, BreakGlass, type BreakGlassProps, Organization } from '../../src';
import { FIRST, SECOND, trustingOrganization } from '../support/break-glass-fixture';
import { MANAGEMENT, smallOrganization, smallSnapshot } from '../support/small-organization';

const props: BreakGlassProps = { organization: smallOrganization(), accounts: Accounts.named('management'), trustedUsers: [FIRST, SECOND] };
const breakGlass = (change: Partial<BreakGlassProps>) => () => new BreakGlass(stack(), 'BreakGlass', { ...props, ...change });

function manyAccounts(): Organization {
  const snapshot = smallSnapshot();
  const [, account] = snapshot.Accounts;
  snapshot.EnabledServicePrincipals.push({ ServicePrincipal: 'member.org.stacksets.cloudformation.amazonaws.com' });
  snapshot.Accounts.push(...Array.from({ length: 196 }, (_, index) => ({ ...account, Id: String(index + 100).padStart(12, '0'), Name: `team-${index}` })));
  return Organization.fromObject(snapshot);
}

export const BREAK_GLASS: Provocations = {
  BreakGlassUsers: breakGlass({ trustedUsers: [FIRST, FIRST] }),
  BreakGlassUser: breakGlass({ trustedUsers: [FIRST, `arn:aws:iam::${MANAGEMENT}:user/*`] }),
  BreakGlassSession: breakGlass({ sessionDuration: Duration.hours(12) }),
  BreakGlassPolicy: breakGlass({ managedPolicy: 'arn:aws:iam::aws:policy/AdministratorAccess' }),
  BreakGlassAccounts: breakGlass({ organization: manyAccounts(), accounts: Accounts.all() }),
  BreakGlassTwice: () => {
    const one = stack();
    new BreakGlass(one, 'BreakGlass', props);
    new BreakGlass(one, 'More', { ...props, organization: trustingOrganization() });
  },
};
