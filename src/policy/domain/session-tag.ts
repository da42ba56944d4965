// Bounds of a session tag: https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;

/** Whether a session may carry a tag of this key; what begins with 'aws:' is AWS's own. */
export function isTagKey(key: string): boolean {
  return KEY.test(key) && !/^aws:/i.test(key);
}

/** Whether a policy can ask for this value. STS takes an empty one as well, which says nothing. */
export function isTagValue(value: string): boolean {
  return VALUE.test(value);
}

/** Keys of tags are the same in upper and lower case: a session has one of them. */
export function isSameTag(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The condition key under which policies ask for a tag of the caller. */
export function principalTag(key: string): string {
  return `aws:PrincipalTag/${key}`;
}
