import { matchesEvent } from './event-pattern';

/** The event of EC2 that the documentation of EventBridge explains patterns with. */
const EVENT = {
  'version': '0',
  'detail-type': 'EC2 Instance State-change Notification',
  'source': 'aws.ec2',
  'account': '111122223333',
  'region': 'us-west-1',
  'resources': ['arn:aws:ec2:us-west-1:123456789012:instance/i-1234567890abcdef0'],
  'detail': { 'instance-id': 'i-1234567890abcdef0', 'state': 'terminated', 'c-count': 5, 'responseElements': null, 'empty': '', 'file': 'dir/lib/a.js' },
};

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
test.each<[string, object, boolean]>([
  ['every field of the pattern must be there', { source: ['aws.ec2'], detail: { state: ['terminated'] } }, true],
  ['a value that is another', { source: ['aws.s3'] }, false],
  ['one of several values is enough', { detail: { state: ['running', 'terminated'] } }, true],
  ['several fields are all asked', { source: ['aws.ec2'], detail: { state: ['running'] } }, false],
  ['case is compared', { source: ['AWS.EC2'] }, false],
  ['a list of the event fits with one of its values', { resources: [{ suffix: 'i-1234567890abcdef0' }] }, true],
  ['a prefix', { region: [{ prefix: 'us-' }] }, true],
  ['no prefix', { region: [{ prefix: 'eu-' }] }, false],
  ['a suffix', { detail: { file: [{ suffix: '.js' }] } }, true],
  ['a wildcard', { detail: { file: [{ wildcard: 'dir/*.js' }] } }, true],
  ['a wildcard that does not fit', { detail: { file: [{ wildcard: 'other/*' }] } }, false],
  ['a wildcard compares case', { detail: { file: [{ wildcard: 'DIR/*' }] } }, false],
  ['a wildcard spans folders', { detail: { file: [{ wildcard: '*a.js' }] } }, true],
  ['null is a value', { detail: { responseElements: [null] } }, true],
  ['an empty text is a value', { detail: { empty: [''] } }, true],
  ['a number', { detail: { 'c-count': [5] } }, true],
  ['a number is no text', { detail: { 'c-count': ['5'] } }, false],
  ['anything but a value', { detail: { state: [{ 'anything-but': 'initializing' }] } }, true],
  ['anything but one of several', { detail: { state: [{ 'anything-but': ['stopped', 'terminated'] }] } }, false],
  ['anything but a prefix', { detail: { state: [{ 'anything-but': { prefix: 'term' } }] } }, false],
  ['anything but wildcards, none of which fits', { detail: { file: [{ 'anything-but': { wildcard: ['*/bin/*', '*/out/*'] } }] } }, true],
  ['anything but wildcards, one of which fits', { detail: { file: [{ 'anything-but': { wildcard: ['*/lib/*', '*/bin/*'] } }] } }, false],
  ['anything but, where the field is missing', { detail: { missing: [{ 'anything-but': 'x' }] } }, false],
  ['a field that is there', { detail: { state: [{ exists: true }] } }, true],
  ['a field that is missing', { detail: { missing: [{ exists: false }] } }, true],
  ['a field whose parents are missing', { detail: { a: { b: { c: [{ exists: false }] } } } }, true],
  ['exists asks leaves only', { detail: [{ exists: true }] }, false],
  ['a null is there', { detail: { responseElements: [{ exists: true }] } }, true],
  ['one of several alternatives', { $or: [{ source: ['aws.s3'] }, { detail: { state: ['terminated'] } }] }, true],
  ['none of several alternatives', { $or: [{ source: ['aws.s3'] }, { detail: { state: ['running'] } }] }, false],
  ['alternatives and what stands beside them', { source: ['aws.s3'], $or: [{ region: ['us-west-1'] }] }, false],
])('%s', (_, pattern, expected) => {
  expect(matchesEvent(pattern, EVENT)).toBe(expected);
});

test.each([{ a: [{ cidr: '10.0.0.0/8' }] }, { a: [{ prefix: 'x', suffix: 'y' }] }, { a: [{ wildcard: 'x**' }] }])('%j is no pattern that is understood here', (pattern) => {
  expect(() => matchesEvent(pattern, { a: 'x' })).toThrow();
});
