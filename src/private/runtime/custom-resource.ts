import { setTimeout } from 'node:timers/promises';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';

/** What a handler of custom resources says when it is done. */
export interface Outcome {
  readonly physicalResourceId: string;
  /** Attributes for Fn::GetAtt. */
  readonly data?: Readonly<Record<string, string>>;
}

/** The id of something that was never made: CloudFormation asks to delete it, and there is nothing to delete. */
const NEVER_MADE = 'zero-trust:never-made';
/** Left for saying so when a handler takes too long: without an answer CloudFormation waits for an hour. */
const TIME_TO_ANSWER_MS = 10_000;
/** An answer holds 4,096 bytes in all; a longer one would lose the whole reason. */
const MOST_REASON_BYTES = 3_000;
const MOST_TRIES = 5;

/**
 * A handler of custom resources that always answers: what the work returns, or why it failed.
 *
 * CloudFormation reads the answer from a place that it names in the event; a handler that only returns leaves it waiting.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function customResource(
  work: (event: CloudFormationCustomResourceEvent) => Promise<Outcome>,
): (event: CloudFormationCustomResourceEvent, context: Context) => Promise<void> {
  return async (event, context) => {
    if (event.RequestType === 'Delete' && event.PhysicalResourceId === NEVER_MADE) {
      return answer(event, { Status: 'SUCCESS', PhysicalResourceId: NEVER_MADE });
    }
    try {
      const { physicalResourceId, data } = await inTime(work(event), context.getRemainingTimeInMillis() - TIME_TO_ANSWER_MS);
      return await answer(event, { Status: 'SUCCESS', PhysicalResourceId: physicalResourceId, Data: data });
    } catch (error) {
      console.error(error);
      const { message } = error as Error;
      const id = event.RequestType === 'Create' ? NEVER_MADE : event.PhysicalResourceId;
      return answer(event, { Status: 'FAILED', PhysicalResourceId: id, Reason: shortened(`${message} (log stream ${context.logStreamName})`) });
    }
  };
}

async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const over = new AbortController();
  const late = setTimeout(Math.max(0, milliseconds), undefined, { signal: over.signal }).then(() => {
    throw new Error('the handler ran out of time; deploy again, it goes on from where it stopped');
  });
  // a timer that is called off rejects, and nobody waits for it any more.
  late.catch(() => undefined);
  return Promise.race([work, late]).finally(() => over.abort());
}

async function answer(event: CloudFormationCustomResourceEvent, outcome: object): Promise<void> {
  const { RequestId, StackId, LogicalResourceId, ResponseURL } = event;
  const body = JSON.stringify({ ...outcome, RequestId, StackId, LogicalResourceId });
  for (let tries = 1; ; tries++) {
    try {
      // the URL is signed for a request without a content type.
      const { ok, status } = await fetch(ResponseURL, { method: 'PUT', body, headers: { 'content-type': '' } });
      if (ok) {
        return;
      }
      throw new Error(`CloudFormation did not take the answer: ${status}`);
    } catch (error) {
      if (tries === MOST_TRIES) {
        throw error;
      }
      await setTimeout(2 ** tries * 250);
    }
  }
}

function shortened(reason: string): string {
  const bytes = Buffer.from(reason);
  return bytes.length <= MOST_REASON_BYTES ? reason : `${bytes.subarray(0, MOST_REASON_BYTES).toString().replace(/\uFFFD$/, '')}…`;
}
