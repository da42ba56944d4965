import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type AccessAttribute, AccessAttributes, MfaEvidenceSCP, type Organization, Rollout } from '../../src';
import { codes, refusal } from '../support/messages';
import { AUDIT, LOG_ARCHIVE, MANAGEMENT, smallOrganization } from '../support/small-organization';

const DEPARTMENT = { key: 'department', source: '${path:enterprise.department}' };
const asDelegate = (Id: string) => smallOrganization((snapshot) =>
  snapshot.DelegatedAdministrators.push({ Id, DelegatedServices: [{ ServicePrincipal: 'sso.amazonaws.com' }] }));
const many = (count: number): AccessAttribute[] => Array.from({ length: count }, (_, index) => ({ ...DEPARTMENT, key: `key${index}` }));

function world({ account = AUDIT, region = 'eu-west-1' } = {}) {
  const app = new App();
  const identity = new Stack(app, 'Identity', { env: { account, region } });
  const management = new Stack(app, 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  return {
    app,
    identity,
    attributes: (attributes: AccessAttribute[] = [DEPARTMENT], organization = smallOrganization(), id = 'Attributes') => new AccessAttributes(identity, id, { organization, attributes }),
    mfa: (sessionTag?: string, organization: Organization = smallOrganization()) =>
      new MfaEvidenceSCP(management, 'Mfa', { organization, rollout: Rollout.stages([]), asOf: '2026-11-01', sessionTag }),
  };
}

test('the instance gets its one configuration, each key with its source, and keeps it when it leaves the template', () => {
  const { identity, attributes } = world();
  expect(attributes([DEPARTMENT, { key: 'Cost Center', source: '${path:enterprise.costCenter}' }]).keys).toEqual(['department', 'Cost Center']);
  Template.fromStack(identity).hasResource('AWS::SSO::InstanceAccessControlAttributeConfiguration', {
    Properties: {
      InstanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef',
      AccessControlAttributes: [
        { Key: 'department', Value: { Source: ['${path:enterprise.department}'] } },
        { Key: 'Cost Center', Value: { Source: ['${path:enterprise.costCenter}'] } },
      ],
    },
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
});

test.each<[string, AccessAttribute[]]>([
  ['a key of one character', [{ ...DEPARTMENT, key: 'd' }]],
  ['a key of 128', [{ ...DEPARTMENT, key: 'd'.repeat(128) }]],
  ['a key with the signs that a tag may have', [{ ...DEPARTMENT, key: 'Ü x_.:/=+-@' }]],
  ["a key that begins with 'aws' and no colon", [{ ...DEPARTMENT, key: 'awsTeam' }]],
  ['a source of 256 characters', [{ ...DEPARTMENT, source: '${path:name.givenName}'.padEnd(256, '.') }]],
  ['one element of a list', [{ ...DEPARTMENT, source: '${path:emails[primary eq "true"].value}' }]],
  ['an attribute of a user directory', [{ ...DEPARTMENT, source: '${dir:mail}' }]],
  ['two paths in one', [{ ...DEPARTMENT, source: '${path:name.givenName} ${path:name.familyName}' }]],
  ['50 attributes', many(50)],
])('takes %s', (_, attributes) => {
  expect(() => world().attributes(attributes)).not.toThrow();
});

test.each<[string, AccessAttribute[], string]>([
  ['no attribute', [], 'AccessAttributesCount'],
  ['51 attributes', many(51), 'AccessAttributesCount'],
  ['no key', [{ ...DEPARTMENT, key: '' }], 'AccessAttributeKey'],
  ['a key of 129 characters', [{ ...DEPARTMENT, key: 'd'.repeat(129) }], 'AccessAttributeKey'],
  ["AWS's own prefix", [{ ...DEPARTMENT, key: 'aws:department' }], 'AccessAttributeKey'],
  ["AWS's own prefix in capitals", [{ ...DEPARTMENT, key: 'Aws:department' }], 'AccessAttributeKey'],
  ['a sign that no tag has', [{ ...DEPARTMENT, key: 'depart*ment' }], 'AccessAttributeKey'],
  ['no source', [{ ...DEPARTMENT, source: '' }], 'AccessAttributeSource'],
  ['a source of 257 characters', [{ ...DEPARTMENT, source: '${path:name.givenName}'.padEnd(257, '.') }], 'AccessAttributeSource'],
  ['a source without a path', [{ ...DEPARTMENT, source: 'enterprise.department' }], 'AccessAttributeSource'],
  ['a path that is not closed', [{ ...DEPARTMENT, source: '${path:enterprise.department' }], 'AccessAttributeSource'],
  ['an empty path', [{ ...DEPARTMENT, source: '${path:}' }], 'AccessAttributeSource'],
  ['one key twice', [DEPARTMENT, DEPARTMENT], 'AccessAttributeTwice'],
  ['one key in two spellings', [DEPARTMENT, { ...DEPARTMENT, key: 'Department' }], 'AccessAttributeTwice'],
])('refuses %s', (_, attributes, code) => {
  const { identity, attributes: make } = world();
  expect(codes(refusal(() => make(attributes)))).toEqual([code]);
  expect(Template.fromStack(identity).findResources('AWS::SSO::InstanceAccessControlAttributeConfiguration')).toEqual({});
});

test('everything wrong comes in one error', () => {
  const wrong = [{ key: 'aws:a', source: 'x' }, { key: 'b', source: '' }, { key: 'B', source: DEPARTMENT.source }];
  expect(codes(refusal(() => world({ region: 'us-east-1' }).attributes(wrong))))
    .toEqual(['StackRegion', 'AccessAttributeKey', 'AccessAttributeSource', 'AccessAttributeSource', 'AccessAttributeTwice']);
});

describe('its stack', () => {
  test.each<[string, string]>([['the delegated administrator of Identity Center', AUDIT], ['the management account', MANAGEMENT]])('may be in %s', (_, account) => {
    expect(() => world({ account }).attributes([DEPARTMENT], asDelegate(AUDIT))).not.toThrow();
  });

  test('may not be in any other account', () => {
    expect(codes(refusal(() => world({ account: LOG_ARCHIVE }).attributes([DEPARTMENT], asDelegate(AUDIT))))).toEqual(['StackAccount']);
  });

  test('must have an Identity Center to configure', () => {
    expect(codes(refusal(() => world().attributes([DEPARTMENT], smallOrganization((snapshot) => { delete snapshot.IdentityCenter; }))))).toEqual(['IdentityCenterMissing']);
  });
});

describe('the tag of MFA evidence', () => {
  const MAPPED = [{ key: 'MFA', source: '${path:userType}' }];

  test('may not come from the identity store: the guardrail was there first', () => {
    const { mfa, attributes } = world();
    mfa();
    expect(codes(refusal(() => attributes(MAPPED)))).toEqual(['AccessAttributeEvidence']);
  });

  test('may not come from the identity store: the guardrail came later, in another stack', () => {
    const { app, mfa, attributes } = world();
    attributes(MAPPED);
    mfa();
    expect(refusal(() => app.synth())).toContain("[AccessAttributeEvidence] the attribute 'MFA' comes from the identity store ('${path:userType}')");
  });

  test('may be mapped by another organization, and by nobody who asks for another tag', () => {
    const other = smallOrganization((snapshot) => {
      snapshot.Organization.Id = 'o-otherorgan';
    });
    const apart = world();
    apart.attributes(MAPPED);
    apart.mfa('mfa', other);
    expect(() => apart.app.synth()).not.toThrow();
    const renamed = world();
    renamed.mfa('second-factor');
    renamed.attributes(MAPPED);
    expect(() => renamed.app.synth()).not.toThrow();
  });
});

test('an instance has one configuration: a second construct is refused', () => {
  const { attributes } = world();
  attributes();
  const message = refusal(() => attributes([{ ...DEPARTMENT, key: 'team' }], smallOrganization(), 'More'));
  expect(codes(message)).toEqual(['AccessAttributesTwice']);
  expect(message).toContain("'Identity/Attributes'");
});
