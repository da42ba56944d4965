import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AssignmentEngine } from '../../src';
import { landingZone } from '../support/landing-zone';
import { AUDIT, MANAGEMENT, PRODUCTION, smallOrganization } from '../support/small-organization';

/** Whom the rules about accounts tell, in the Region of global services. */
function toldOfAccounts(change: Parameters<typeof landingZone>[0]): string[] {
  const { zone } = landingZone(change);
  const { account, region } = Stack.of(zone.accountEvents);
  expect([account, region]).toEqual([MANAGEMENT, 'us-east-1']);
  const rules = Object.values<any>(Template.fromStack(Stack.of(zone.accountEvents)).findResources('AWS::Events::Rule'))
    .filter(({ Properties }) => JSON.stringify(Properties.EventPattern).includes('"MoveAccount"') && !Properties.Name);
  expect(rules).toHaveLength(1);
  return rules[0].Properties.Targets.map(({ Arn }: any) => Arn);
}
const bus = (account: string) => `arn:aws:events:eu-west-1:${account}:event-bus/default`;

test('the activity view is told of accounts, and with the reconciler the identity account, each once', () => {
  const identityElsewhere = { organization: smallOrganization((snapshot) => { snapshot.DelegatedAdministrators.push({ Id: PRODUCTION, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] }); }) };
  expect(toldOfAccounts({})).toEqual([bus(AUDIT)]);
  expect(toldOfAccounts({ assignments: AssignmentEngine.reconciled() })).toEqual([bus(AUDIT)]);
  expect(toldOfAccounts(identityElsewhere)).toEqual([bus(AUDIT)]);
  expect(toldOfAccounts({ ...identityElsewhere, assignments: AssignmentEngine.reconciled() })).toEqual([bus(PRODUCTION), bus(AUDIT)]);
});

test('without the reconciler no state machine makes assignments', () => {
  const tables = Object.keys(Template.fromStack(landingZone().zone.identityStack).findResources('AWS::DynamoDB::Table'));
  expect(tables.filter((id) => !id.startsWith('SessionDenial'))).toEqual([]);
});

test('the reconciler makes the assignments of member accounts; those of the management account stay resources', () => {
  const { zone } = landingZone({ assignments: AssignmentEngine.reconciled() });
  const nested = (stack: Stack) => Object.keys(Template.fromStack(stack).findResources('AWS::CloudFormation::Stack')).length;
  expect([nested(zone.identityStack), nested(zone.managementStack)]).toEqual([0, 1]);
});
