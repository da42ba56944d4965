import { type Problem, listed } from '../../organization/domain/problem';
import { isSameTag, isTagKey } from '../../policy/domain/session-tag';

/** A session tag and where its value comes from. */
export interface AccessAttributeData {
  readonly key: string;
  readonly source: string;
}

// https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_InstanceAccessControlAttributeConfiguration.html
const MOST_ATTRIBUTES = 50;
// https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AccessControlAttributeValue.html
const SOURCE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@[\]{}$\\"]{1,256}$/u;
/** Without a path into the identity store, the text itself would be everybody's value. */
const PATH = /\$\{(path|user|dir):[^{}$]+\}/;

/** What Identity Center would refuse about attributes, and what says nothing. */
export function accessAttributeProblems(attributes: readonly AccessAttributeData[]): Problem[] {
  const count = attributes.length;
  return [
    ...(count >= 1 && count <= MOST_ATTRIBUTES ? [] : [{
      code: 'AccessAttributesCount',
      problem: `'attributes' has ${count}; Identity Center takes 1 to ${MOST_ATTRIBUTES}`,
      fix: count === 0 ? 'name one, or leave attributes for access control out' : 'leave out what no policy asks for',
    }]),
    ...attributes.filter(({ key }) => !isTagKey(key)).map(({ key }) => ({
      code: 'AccessAttributeKey',
      problem: `the attribute '${key}' is no key of a session tag; it must have 1 to 128 characters out of letters, digits, spaces and _.:/=+-@, and must not begin with 'aws:'`,
      fix: "choose a plain word, such as 'department'",
    })),
    ...attributes.filter(({ source }) => !SOURCE.test(source) || !PATH.test(source)).map(({ key, source }) => ({
      code: 'AccessAttributeSource',
      problem: `the source of '${key}' is '${source}'; it must have 1 to 256 characters and a path into the identity store`,
      fix: "write it such as '${path:enterprise.department}'; for a user directory of Microsoft AD '${dir:…}' or '${user:…}'",
    })),
    ...twiceProblems(attributes),
  ];
}

function twiceProblems(attributes: readonly AccessAttributeData[]): Problem[] {
  const twice = attributes.filter(({ key }, index) => attributes.findIndex((other) => isSameTag(other.key, key)) !== index).map(({ key }) => key);
  return twice.length === 0 ? [] : [{
    code: 'AccessAttributeTwice',
    problem: `${listed(twice)} is named more than once; keys are the same in upper and lower case`,
    fix: 'name each key once',
  }];
}

/** A tag that guardrails take for the identity provider's word: mapped from the identity store, its value would win over the one of the assertion. */
export function evidenceProblems(attributes: readonly AccessAttributeData[], evidenceTags: readonly string[]): Problem[] {
  return attributes.filter(({ key }) => evidenceTags.some((tag) => isSameTag(tag, key))).map(({ key, source }) => ({
    code: 'AccessAttributeEvidence',
    problem: `the attribute '${key}' comes from the identity store ('${source}'), and MFA evidence takes the same session tag for the word of the identity provider; the store's value would win`,
    fix: 'take the attribute out: the identity provider sends this tag itself; or give one of the two another key',
  }));
}
