import { type ObjectShape, type Shape, objectOf } from './json-shape';

/** One line of text: no control characters, which would write lines of their own into messages and logs. */
const LINE = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$';

/** Of everything in a path; anything else names no elevation. */
export const ELEVATION_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const SECONDS: Shape = { type: 'integer', minimum: 60, maximum: 43_200, description: 'How long, in seconds; rules allow less than this bound, and options say how much.' };
const JUSTIFICATION: Shape = { type: 'string', minLength: 1, maxLength: 1_000, pattern: LINE, description: 'Why it is needed, in one line; kept with the request and shown to those who consent.' };
const TICKET: Shape = { type: 'string', minLength: 1, maxLength: 64, pattern: LINE, description: 'The ticket it belongs to, where the rule wants one.' };

export const NEW_ELEVATION: ObjectShape = objectOf({
  'permissionSet': { type: 'string', pattern: '^[A-Za-z0-9_+=,.@-]{1,32}$', description: 'Name of the permission set.' },
  'accountId': { type: 'string', pattern: '^[0-9]{12}$', description: 'Id of the account.' },
  'seconds': SECONDS,
  'startsAt?': {
    type: 'string', format: 'date-time', pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$',
    description: 'When it begins, in UTC; as soon as possible where it is missing.',
  },
  'justification': JUSTIFICATION,
  'ticket?': TICKET,
}, 'What is asked for.');

export const EXTENSION: ObjectShape = objectOf({
  'seconds': SECONDS, 'justification': JUSTIFICATION, 'ticket?': TICKET,
}, 'How much longer. It is a request of its own, which needs the same consent.');

export const REJECTION: ObjectShape = objectOf({
  'note?': { type: 'string', minLength: 1, maxLength: 500, pattern: LINE, description: 'Why, for whoever asked.' },
}, 'What goes with a rejection.');

export const LIST_QUERY: ObjectShape = objectOf({
  'list': { type: 'string', enum: ['mine', 'to-approve'], description: 'Those of the caller, the newest first; or those that wait for the consent of the caller.' },
  'next?': { type: 'string', minLength: 1, maxLength: 2_000, pattern: '^[A-Za-z0-9_-]*$', description: 'What the page before ended with.' },
});
