import { accessPromises } from './access-promises';
import { elevationPromises } from './elevation-promises';
import { findingsPromises } from './findings-promises';
import { guardrailPromises } from './guardrail-promises';
import type { LandingZoneParts } from './landing-zone-parts';
import { trailPromises } from './trail-promises';
import type { PromiseFacts } from '../../report/domain/report-model';

/** What is promised, in the order in which an auditor asks, and what shows each in this landing zone. */
export function promisesOf(parts: LandingZoneParts): PromiseFacts[] {
  return [...accessPromises(parts), ...elevationPromises(parts), ...guardrailPromises(parts), ...trailPromises(parts), ...findingsPromises(parts)];
}
