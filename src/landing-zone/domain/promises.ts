import { accessPromises } from './access-promises';
import { findingsPromises } from './findings-promises';
import { guardrailPromises } from './guardrail-promises';
import type { LandingZoneParts } from './landing-zone-parts';
import type { Promised } from './promise';
import { trailPromises } from './trail-promises';

/** What is promised, in the order in which an auditor asks, and what shows each in this landing zone. */
export function promisesOf(parts: LandingZoneParts): Promised[] {
  return [...accessPromises(parts), ...guardrailPromises(parts), ...trailPromises(parts), ...findingsPromises(parts)];
}
