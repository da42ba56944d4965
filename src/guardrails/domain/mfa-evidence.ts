import type { CarriedKeys } from './carried-keys';
import type { Invariant } from './invariant-claims';
import { identityCenterRole, roleNamed } from '../../organization/domain/callers';
import type { Problem } from '../../organization/domain/problem';
import type { Statement } from '../../policy/domain/document';
import { isTagKey, isTagValue, principalTag } from '../../policy/domain/session-tag';

/** The session tag by which an identity provider says that somebody signed in with a second factor. */
export interface MfaEvidenceTag {
  readonly partition: string;
  readonly key: string;
  readonly value: string;
}

/** Identity Center's roles, which nobody else makes: with the Region of its home in the path, and without. */
export function identityCenterRoles(partition: string): string {
  return `arn:${partition}:iam::*:role/aws-reserved/sso.amazonaws.com/*`;
}

/**
 * Identity Center's roles do nothing without the tag. A session that lacks the tag is denied as well: a negated operator holds when the key is absent.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function mfaEvidenceStatements({ partition, key, value }: MfaEvidenceTag): Statement[] {
  return [{
    Sid: 'DenyWithoutMfaEvidence',
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { ArnLike: { 'aws:PrincipalArn': identityCenterRoles(partition) }, StringNotEquals: { [principalTag(key)]: value } },
  }];
}

/** What everybody who signs in as the guardrail wants brings along. */
export function carriedEvidence({ partition, key, value }: MfaEvidenceTag): CarriedKeys {
  return { callers: identityCenterRoles(partition), context: { [principalTag(key)]: value } };
}

/** Where its claims are asked. */
export interface MfaEvidencePlace extends MfaEvidenceTag {
  readonly homeRegion?: string;
  readonly globalRegion: string;
}

/** Both sides of the tag, and that it is asked of nobody else. */
export function mfaEvidenceInvariants(place: MfaEvidencePlace): Invariant[] {
  const { key, value, globalRegion, homeRegion = globalRegion } = place;
  const person = { principal: identityCenterRole(place, 'AnySet'), action: 'iam:ListRoles', resource: '*', regions: [globalRegion] };
  // a key without values is one that the request lacks.
  const absent = { [principalTag(key)]: [] };
  return [
    { ...person, claim: 'somebody without MFA evidence lists roles', context: absent },
    { ...person, claim: 'somebody with other MFA evidence lists roles', context: { [principalTag(key)]: `not ${value}` } },
    { ...person, claim: 'somebody with MFA evidence lists roles', context: { [principalTag(key)]: value }, expected: 'allowed' },
    {
      claim: 'OrganizationAccountAccessRole looks at stacks without MFA evidence', principal: roleNamed(place, 'OrganizationAccountAccessRole'), context: absent,
      action: 'cloudformation:DescribeStacks', resource: '*', regions: [homeRegion], expected: 'allowed',
    },
  ];
}

/** What STS would refuse about the tag. */
export function mfaEvidenceProblems({ key, value }: MfaEvidenceTag): Problem[] {
  return [
    ...(isTagKey(key) ? [] : [{
      code: 'MfaEvidenceTag',
      problem: `'sessionTag' is '${key}'; it must have 1 to 128 characters out of letters, digits, spaces and _.:/=+-@, and must not begin with 'aws:'`,
      fix: 'choose a plain word, such as the default, and send the same one from the identity provider',
    }]),
    ...(isTagValue(value) ? [] : [{
      code: 'MfaEvidenceValue',
      problem: `'value' is '${value}'; it must have 1 to 256 characters out of letters, digits, spaces and _.:/=+-@`,
      fix: 'choose a plain word, such as the default, and send the same one from the identity provider',
    }]),
  ];
}
