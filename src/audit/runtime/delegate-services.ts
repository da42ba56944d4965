import { patiently, waitUntil } from './patient-write';
import type { AdministratorPort, Pause } from './posture-ports';

export interface WantedDelegation {
  readonly accountId: string;
  readonly regions: readonly string[];
  /** Names of services. */
  readonly services: readonly string[];
}

/**
 * Makes an account the administrator of security services in Regions. What it administers already is adopted; what another account administers is an
 * error that names it, before the first write. Nothing is ever deregistered: that would tear the service down in every member account.
 */
export async function delegateServices(
  { accountId, regions, services }: WantedDelegation, ports: Readonly<Record<string, AdministratorPort>>, pause: Pause,
): Promise<void> {
  const missing: { service: string; region: string }[] = [];
  const refusals: string[] = [];
  for (const service of services) {
    for (const region of regions) {
      const administrators = await ports[service].administrators(region);
      const others = administrators.filter((other) => other.accountId !== accountId).map((other) => other.accountId);
      if (others.length > 0) {
        refusals.push(`${service} in ${region} is administered by ${others.join(', ')}, not by ${accountId}`);
      } else if (!administrators.some(({ enabled }) => enabled)) {
        missing.push({ service, region });
      }
    }
  }
  if (refusals.length > 0) {
    throw new Error(`${refusals.join('; ')}. Give the audit account that administers it, or move the administration by hand first.`);
  }
  for (const { service, region } of missing) {
    await registered(ports[service], region, accountId, pause);
    await waitUntil(`that ${accountId} administers ${service} in ${region}`, () => administers(ports[service], region, accountId), pause);
  }
}

/** Somebody may have done the same in between, which services answer with an error of no name of its own. */
async function registered(port: AdministratorPort, region: string, accountId: string, pause: Pause): Promise<void> {
  try {
    await patiently(() => port.register(region, accountId), pause);
  } catch (error) {
    if (!await administers(port, region, accountId)) {
      throw error;
    }
  }
}

async function administers(port: AdministratorPort, region: string, accountId: string): Promise<boolean> {
  return (await port.administrators(region)).some((other) => other.accountId === accountId && other.enabled);
}
