import { OrganizationBusy, type OrganizationFeaturesPort, type Pause } from './feature-ports';
import { STACK_SETS } from '../domain/stack-sets';

export interface WantedFeatures {
  readonly policyTypes: readonly string[];
  readonly trustedServices: readonly string[];
  readonly delegatedAdministrators: readonly { readonly servicePrincipal: string; readonly accountId: string }[];
}

/** Together less than the five minutes that the handler has, unless several writes are all held up. */
const MOST_LOOKS = 40;
const MOST_TRIES = 20;
const SECONDS_BETWEEN_LOOKS = 3;

/**
 * Switches on what is not on yet and adopts what is. Nothing is ever switched off or deregistered here:
 * disabling a policy type detaches every policy, and deregistering an administrator tears its service down.
 */
export async function enableFeatures(wanted: WantedFeatures, organization: OrganizationFeaturesPort, pause: Pause): Promise<void> {
  await refuseOtherAdministrators(wanted, organization);
  for (const type of wanted.policyTypes) {
    await enablePolicyType(type, organization, pause);
  }
  const trusted = await organization.trustedServices();
  for (const service of wanted.trustedServices.filter((name) => name !== STACK_SETS && !trusted.includes(name))) {
    await patiently(() => organization.enableTrustedService(service), pause);
  }
  if (wanted.trustedServices.includes(STACK_SETS)) {
    await activateStackSets(organization, pause);
  }
  // after trusted access: a service takes an administrator only once it is trusted.
  for (const { servicePrincipal, accountId } of wanted.delegatedAdministrators) {
    const administrators = await organization.delegatedAdministrators(servicePrincipal);
    if (!administrators.includes(accountId)) {
      await patiently(() => organization.registerDelegatedAdministrator(accountId, servicePrincipal), pause);
    }
  }
}

/** Enabling is asynchronous: a policy can be attached only once the type says ENABLED. */
async function enablePolicyType(type: string, organization: OrganizationFeaturesPort, pause: Pause): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const { [type]: status } = await organization.policyTypes();
    if (status === 'ENABLED') {
      return;
    }
    if (status === undefined) {
      await patiently(() => organization.enablePolicyType(type), pause);
    }
    await pause.seconds(SECONDS_BETWEEN_LOOKS);
  }
  throw new Error(`the policy type ${type} was not enabled within ${MOST_LOOKS * SECONDS_BETWEEN_LOOKS} seconds; deploy again`);
}

/**
 * CloudFormation has a switch of its own, and turns the one of Organizations with it. Organizations may list the service while
 * CloudFormation still refuses every service-managed StackSet, so only CloudFormation is asked.
 */
async function activateStackSets(organization: OrganizationFeaturesPort, pause: Pause): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    if (await organization.stackSetsActive()) {
      return;
    }
    if (look === 0) {
      await patiently(() => organization.activateStackSets(), pause);
    }
    await pause.seconds(SECONDS_BETWEEN_LOOKS);
  }
  throw new Error(`trusted access for StackSets was not active within ${MOST_LOOKS * SECONDS_BETWEEN_LOOKS} seconds; deploy again, or activate it in the console of CloudFormation`);
}

/** One write, again and again while somebody else writes. */
async function patiently(write: () => Promise<void>, pause: Pause): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof OrganizationBusy) || tries === MOST_TRIES) {
        throw error;
      }
    }
    await pause.seconds(SECONDS_BETWEEN_LOOKS);
  }
}

/** Asked before the first write, so that a refusal leaves nothing half done. */
async function refuseOtherAdministrators(wanted: WantedFeatures, organization: OrganizationFeaturesPort): Promise<void> {
  const refusals: string[] = [];
  for (const { servicePrincipal, accountId } of wanted.delegatedAdministrators) {
    const administrators = await organization.delegatedAdministrators(servicePrincipal);
    if (administrators.length > 0 && !administrators.includes(accountId)) {
      refusals.push(`${servicePrincipal} is administered by ${administrators.join(', ')}, not by ${accountId}`);
    }
  }
  if (refusals.length > 0) {
    throw new Error(`${refusals.join('; ')}. Take the organization's snapshot again, so that the registered administrator is used, or move the administration by hand first.`);
  }
}
