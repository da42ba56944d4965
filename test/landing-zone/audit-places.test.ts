import { alarmActionsIn } from '../../src/landing-zone/domain/alarm-actions';
import { delegatedAdministrators } from '../../src/landing-zone/domain/delegated-administrators';
import { watchedRegions } from '../../src/landing-zone/domain/watched-regions';

const account = (id: string, management = false) => ({ id, name: id, path: '', active: true, management, status: 'ACTIVE' }) as any;
const roles = (identityIsManagement = false) => ({ logArchive: account('3'), audit: account('2'), identity: account(identityIsManagement ? '1' : '4', identityIsManagement) });

describe('Regions that are watched', () => {
  test.each<[string, string, string[], string, string[]]>([
    ['the home Region and that of global services', 'eu-west-1', ['eu-west-1'], 'aws', ['eu-west-1', 'us-east-1']],
    ['each once where they are the same', 'us-east-1', ['us-east-1', 'us-west-2'], 'aws', ['us-east-1', 'us-west-2']],
    ['no allowed Region that accounts have to switch on', 'eu-west-1', ['eu-west-1', 'eu-south-1'], 'aws', ['eu-west-1', 'us-east-1']],
    ['the home Region, even if accounts have to switch it on', 'eu-south-1', ['eu-south-1'], 'aws', ['eu-south-1', 'us-east-1']],
    ['the counterparts of another partition', 'cn-north-1', ['cn-north-1', 'cn-northwest-1'], 'aws-cn', ['cn-north-1', 'cn-northwest-1']],
  ])('are %s', (...[, home, allowed, partition, expected]) => {
    expect(watchedRegions(partition, home, allowed)).toEqual(expected);
  });
});

describe('who administers what', () => {
  const registered = (services: Record<string, string>) => (service: string) => services[service];

  test('the audit account administers CloudTrail and AWS Config, the identity account Identity Center', () => {
    expect(delegatedAdministrators(roles(), registered({}))).toEqual([
      { servicePrincipal: 'sso.amazonaws.com', account: '4' }, { servicePrincipal: 'cloudtrail.amazonaws.com', account: '2' }, { servicePrincipal: 'config.amazonaws.com', account: '2' },
    ]);
  });

  test('the management account is registered for nothing', () => {
    expect(delegatedAdministrators(roles(true), registered({})).map(({ servicePrincipal }) => servicePrincipal)).toEqual(['cloudtrail.amazonaws.com', 'config.amazonaws.com']);
  });

  test.each(['cloudtrail.amazonaws.com', 'config.amazonaws.com'])('another account that administers %s is left alone', (service) => {
    const accounts = delegatedAdministrators(roles(), registered({ [service]: '9' }));
    expect(accounts.find(({ servicePrincipal }) => servicePrincipal === service)!.account).toBe('9');
    expect(accounts.filter(({ account: id }) => id === '9')).toHaveLength(1);
  });
});

test('an alarm tells what is in its Region, and what is known at deployment only', () => {
  const here = 'arn:aws:sns:eu-west-1:000000000001:on-call';
  expect(alarmActionsIn('eu-west-1', [here, 'arn:aws:sns:us-east-1:000000000001:on-call', '${Token[TOKEN.1]}'])).toEqual([here, '${Token[TOKEN.1]}']);
  expect(alarmActionsIn('eu-west-1', undefined)).toEqual([]);
});
