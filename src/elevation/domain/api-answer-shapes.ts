import { PROBLEM_TYPE_PREFIX } from './api-problems';
import { type ObjectShape, type Shape, objectOf } from './json-shape';

const id = (description: string): Shape => ({ type: 'string', description });
const moment = (description: string): Shape => ({ type: 'string', format: 'date-time', description });

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

/** https://www.rfc-editor.org/rfc/rfc9457 */
export const PROBLEM: ObjectShape = objectOf({
  'type': { type: 'string', description: `What is wrong: '${PROBLEM_TYPE_PREFIX}' and a name.` },
  'title': { type: 'string', description: 'The same in words.' },
  'status': { type: 'integer', minimum: 400, maximum: 599 },
  'detail?': { type: 'string', description: 'What is wrong with this very request, for people.' },
  'reason?': { type: 'string', description: 'Why, as one word for programs.' },
  'errors?': {
    type: 'array', description: 'Each member that is wrong.',
    items: objectOf({
      pointer: { type: 'string', description: "Where it stands, as a JSON pointer; of a query or header its name after '/'." },
      detail: { type: 'string' },
    }),
  },
}, 'Why a request was not served; nothing was written.');

/** Answers by their names in the document. They are for its readers and for tests: whatever answers does not carry them along. */
export const ANSWER_SHAPES = { Elevation: ELEVATION, ElevationPage: ELEVATION_PAGE, Options: OPTIONS } as const;
