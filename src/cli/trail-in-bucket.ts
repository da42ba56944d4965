import { UsageError } from './command';
import type { VerifyTrailSettings } from './verify-trail-settings';
import type { Chain, Trail } from '../audit/domain/trail-chain';
import { findChains, findOrganizations, findTrails } from '../audit/runtime/find-chains';
import type { VerificationPorts } from '../audit/runtime/trail-ports';

export interface TrailInBucket {
  readonly trail: Trail;
  readonly chains: readonly Chain[];
}

/** Works out from a bucket what there is to verify. */
export async function trailInBucket(settings: VerifyTrailSettings, ports: VerificationPorts): Promise<TrailInBucket> {
  const folder = { bucket: settings.bucket, prefix: settings.prefix, organizationId: await organizationOf(settings, ports) };
  const chains = await findChains(folder, settings, ports);
  if (chains.length === 0) {
    throw new UsageError(`nothing in '${settings.bucket}' looks like a trail's; are --prefix and --organization right? `
      + 'Without folders in the bucket, --account and --region say what to expect');
  }
  return { trail: { ...folder, ...trailAmong(await findTrails(folder, chains, settings.range, ports), settings) }, chains };
}

async function organizationOf({ bucket, prefix, organizationId }: VerifyTrailSettings, ports: VerificationPorts): Promise<string | undefined> {
  if (organizationId !== undefined) {
    return organizationId === 'none' ? undefined : organizationId;
  }
  const found = await findOrganizations({ bucket, prefix }, ports);
  if (found.length > 1) {
    throw new UsageError(`the bucket holds trails of ${found.length} organizations (${found.join(', ')}); say which with --organization`);
  }
  return found[0];
}

/** One trail is verified at a time; if there is none, it is verified that there is none. */
function trailAmong(found: readonly Pick<Trail, 'name' | 'homeRegion'>[], { trailName, homeRegion }: VerifyTrailSettings): Pick<Trail, 'name' | 'homeRegion'> {
  const fitting = found.filter((trail) => trail.name === (trailName ?? trail.name) && trail.homeRegion === (homeRegion ?? trail.homeRegion));
  if (fitting.length > 1) {
    const names = fitting.map((trail) => `'${trail.name}' of ${trail.homeRegion}`).join(', ');
    throw new UsageError(`several trails have digests in the range: ${names}; say which with --trail${new Set(fitting.map(({ name }) => name)).size < fitting.length ? ' and --home-region' : ''}`);
  }
  return fitting[0] ?? { name: trailName ?? '', homeRegion: homeRegion ?? '' };
}
