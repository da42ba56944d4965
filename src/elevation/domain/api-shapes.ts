import { type ObjectShape, type Shape, objectOf } from './json-shape';

const id = (description: string): Shape => ({ type: 'string', description });
const moment = (description: string): Shape => ({ type: 'string', format: 'date-time', description });

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

export const ELEVATION_STATES = [
  'requested', 'approved', 'scheduled', 'granting', 'active', 'ending', 'ended', 'rejected', 'withdrawn', 'expired', 'failed',
] as const;

export const ELEVATION: ObjectShape = objectOf({
  'id': id('Of the elevation.'),
  'state': { type: 'string', enum: ELEVATION_STATES },
  'requesterId': id('Of the person in the identity store.'),
  'accountId': id('Of the account.'),
  'permissionSet': id('Name of the permission set.'),
  'seconds': { type: 'integer', minimum: 1 },
  'justification': { type: 'string' },
  'ticket?': { type: 'string' },
  'requestedAt': moment('When it was asked for.'),
  'startsAt?': moment('When it was asked to begin.'),
  'consentUntil': moment('When a request without enough consent is over.'),
  'endsAt?': moment('When access ends, known before there is access.'),
  'extends?': id('Of the elevation it goes on from.'),
  'endReason?': { type: 'string', description: 'Why it ends or ended.' },
  'stages': {
    type: 'array', description: 'Whose consent it needs, one stage after the other; none where no consent is needed.',
    items: objectOf({
      approverGroups: { type: 'array', items: id('Of a group whose people may consent.') },
      approvals: { type: 'integer', minimum: 0, description: 'How many different people must consent.' },
      given: { type: 'integer', minimum: 0, description: 'How many have.' },
    }),
  },
  'history': {
    type: 'array', description: 'Everything that happened to it, the oldest first.',
    items: objectOf({
      'kind': { type: 'string' }, 'at': moment('When.'), 'by': id("Of a person of the identity store, or 'system'."), 'note?': { type: 'string' },
    }),
  },
}, 'One request, and what became of it. People and groups are ids.');

export const ELEVATION_PAGE: ObjectShape = objectOf({
  'elevations': { type: 'array', items: ELEVATION },
  'next?': { type: 'string', description: 'Asks for the page after this; missing at the end.' },
}, 'A page of elevations.');

export const OPTIONS: ObjectShape = objectOf({
  callerId: id('Of the caller in the identity store.'),
  options: {
    type: 'array',
    items: objectOf({
      permissionSet: id('Name of a permission set that the caller may ask for.'),
      accountId: id('Of the account it may be asked for in.'),
      maxSeconds: { type: 'integer', minimum: 1, description: 'How long at most.' },
      startWithinSeconds: { type: 'integer', minimum: 0, description: 'How far in the future it may begin.' },
      needsConsent: { type: 'boolean', description: 'Whether somebody must consent.' },
      needsTicket: { type: 'boolean', description: 'Whether a ticket must be named.' },
    }),
  },
}, 'What the caller may ask for; nothing of anybody else.');
