import { ServiceBusy } from './posture-ports';

/** Errors after which the same call works later. */
const BUSY = [
  'ConcurrentModificationException', 'ConflictException', 'InternalException', 'InternalServerErrorException', 'InternalServerException', 'LimitExceededException',
  'RequestLimitExceeded', 'ThrottlingException', 'TooManyRequestsException',
];

/** Waits for a write, and says when it is worth another try. */
export async function written(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    throw BUSY.includes((error as Error).name) ? new ServiceBusy((error as Error).message) : error;
  }
}
