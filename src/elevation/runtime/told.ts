import type { Notices } from './ports';
import type { Notice } from '../domain/notice';

/** People are told if that is possible: a message that cannot be sent keeps nothing from being done. */
export async function told(notices: Notices, notice: Notice): Promise<void> {
  try {
    await notices.publish(notice);
  } catch (error) {
    console.error(`notice '${notice.kind}' of elevation ${notice.elevation.id} was not sent`, error);
  }
}
