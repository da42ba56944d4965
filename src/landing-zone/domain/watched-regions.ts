import { alwaysOnRegions } from '../../organization/domain/always-on-regions';
import { globalServicesRegion } from '../../organization/domain/global-region';
import { compare } from '../../organization/domain/order';

/**
 * Where a landing zone looks: the home Region, the one of global services, and the allowed Regions that no account can switch off, because what StackSets
 * make in a Region that an account has not switched on fails.
 */
export function watchedRegions(partition: string, homeRegion: string, allowedRegions: readonly string[]): string[] {
  const on = alwaysOnRegions(partition);
  return [...new Set([homeRegion, globalServicesRegion(partition), ...allowedRegions.filter((region) => on.includes(region))])].sort(compare);
}
