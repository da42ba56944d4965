import { patiently, waitUntil } from './patient-write';
import type { GuardDutyPort, Pause, SecurityHubPort } from './posture-ports';

export interface WantedFindings {
  /** Features of GuardDuty to switch on for all; missing where GuardDuty is left alone. */
  readonly guardDutyFeatures?: readonly string[];
  readonly securityHub: boolean;
}

/**
 * Has the services of this Region gather findings of all members. What is on is adopted, features that nobody named stay as they are,
 * and nothing is ever switched off.
 */
export async function gatherFindings(
  { guardDutyFeatures, securityHub }: WantedFindings, guardDuty: GuardDutyPort, hub: SecurityHubPort, pause: Pause,
): Promise<void> {
  if (guardDutyFeatures) {
    await watchAllMembers(guardDutyFeatures, guardDuty, pause);
  }
  if (securityHub && !await hub.enabled()) {
    await patiently(() => hub.enable(), pause);
    await waitUntil('that Security Hub is on', () => hub.enabled(), pause);
  }
}

async function watchAllMembers(features: readonly string[], guardDuty: GuardDutyPort, pause: Pause): Promise<void> {
  if (!await guardDuty.detector()) {
    await patiently(() => guardDuty.createDetector(), pause);
    await waitUntil('that GuardDuty has a detector', async () => await guardDuty.detector() !== undefined, pause);
  }
  const { id, enabled } = (await guardDuty.detector())!;
  if (!enabled) {
    // guardrails deny everybody but deployers to change a detector, and whoever suspended it may have had a reason.
    throw new Error(`GuardDuty is suspended here (detector ${id}); enable it in the console or with UpdateDetector, then deploy again`);
  }
  const complete = async () => {
    const found = await guardDuty.organization(id);
    return found.members === 'ALL' && features.every((feature) => found.features[feature] === 'ALL');
  };
  if (!await complete()) {
    await patiently(() => guardDuty.enableForAll(id, features), pause);
    await waitUntil('that GuardDuty is on for all members', complete, pause);
  }
}
