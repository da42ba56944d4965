import { DATABASE } from './activity/activity-sql';

/** The account in which the trail is watched and asked. */
export interface WatchedData {
  readonly accountId: string;
  /** 'alias/…' of the key that messages of detections are encrypted with. */
  readonly keyAlias: string;
  /** The bus that detections watch. */
  readonly bus: string;
  /** The bucket of who was who. */
  readonly people: string;
  /** Role ARN patterns of this library, which write who was who, follow accounts and take events out of queues. */
  readonly ownRoles: readonly string[];
}

/**
 * What takes away or turns round what watches and what is asked; short, because bytes count. None of these reads, asks, publishes or sends. Taking messages out of a queue is not
 * among them: a redrive does so in the name of whoever starts it. Read 2026-12-01 in the service authorization reference.
 */
export const WATCHING_CHANGES = [
  'athena:Delete*', 'athena:Update*', 'events:Delete*', 'events:PutPermission', 'events:Remove*', 'events:Update*',
  'glue:BatchC*', 'glue:BatchD*', 'glue:BatchU*', 'glue:Create*', 'glue:Delete*', 'glue:Update*',
  's3:Delete*', 's3:Put*', 's3:Replicate*', 's3:UpdateO*',
  'sns:AddP*', 'sns:Delete*', 'sns:PutD*', 'sns:RemoveP*', 'sns:Set*', 'sqs:AddP*', 'sqs:DeleteQ*', 'sqs:Purge*', 'sqs:RemoveP*', 'sqs:Set*',
];

/** What silences one subscription. */
export const SUBSCRIPTION_CHANGES = ['sns:SetSub*', 'sns:Unsub*'];

/** What is kept in the account. An archive is named by CloudFormation, and a request through an access point is about the access point: of these it is all of the account. */
export function watchedResources(partition: string, { accountId, bus, people }: WatchedData): string[] {
  const here = (service: string, resource: string) => `arn:${partition}:${service}:*:${accountId}:${resource}`;
  return [
    here('athena', 'workgroup/zero-trust-*'), here('events', 'archive/*'), here('events', `event-bus/${bus}`), here('glue', `database/${DATABASE}`), here('glue', `table/${DATABASE}/*`),
    here('s3', 'accesspoint/*/object/*'), `arn:${partition}:s3:::${people}*`, here('sns', 'zero-trust-*'), here('sqs', 'zero-trust-*'),
  ];
}

/** A subscription is no resource that a policy can name, so that it is those of every topic of the account. */
export function subscriptions(partition: string, { accountId }: WatchedData): string {
  return `arn:${partition}:sns:*:${accountId}:*`;
}

/** What Administrator of the account must not be able to do. */
export function watchingRequests(partition: string, region: string, { accountId, bus, people }: WatchedData) {
  const here = (service: string, resource: string) => `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
  const peopleArn = `arn:${partition}:s3:::${people}`;
  return [
    ['deletes the topic of detections', 'sns:DeleteTopic', here('sns', 'zero-trust-detections-any')],
    ['takes a subscription away', 'sns:Unsubscribe', here('sns', 'zero-trust-detections-any:any')],
    ['deletes the bus of detections', 'events:DeleteEventBus', here('events', `event-bus/${bus}`)],
    ['deletes the archive of events', 'events:DeleteArchive', here('events', 'archive/any')],
    ['empties a queue of events', 'sqs:PurgeQueue', here('sqs', 'zero-trust-okta-any')],
    ['rewrites who was who', 's3:PutObject', `${peopleArn}/identities/any`],
    ['lets others rewrite who was who', 's3:PutBucketPolicy', peopleArn],
    ['deletes a table of the activity view', 'glue:DeleteTable', here('glue', `table/${DATABASE}/activity`)],
    ['changes the workgroup of the activity view', 'athena:UpdateWorkGroup', here('athena', 'workgroup/zero-trust-audit')],
  ].map(([what, action, resource]) => ({ what, action, resource }));
}
