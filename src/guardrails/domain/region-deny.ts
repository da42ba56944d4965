import { REGION_DENY_EXEMPT } from './region-deny-data';
import { type Statement } from '../../policy/domain/document';

export interface RegionDenyData {
  readonly allowedRegions: readonly string[];
  /** Where global services keep what is theirs: us-east-1, or its counterpart in another partition. */
  readonly globalRegion: string;
  /** Patterns of role ARNs that the deny leaves alone. */
  readonly exemptPrincipals: readonly string[];
  /** Where exempt principals may act besides the allowed Regions. */
  readonly exemptPrincipalRegions: readonly string[];
}

/**
 * The three statements of a region deny.
 *
 * 1. Outside the allowed Regions everything is denied but the global services.
 * 2. Of those, the ones that are regional are opened in the global Region only, not worldwide.
 * 3. Exempt principals get the Regions of their exemption, not the world.
 */
export function regionDenyStatements({ allowedRegions, globalRegion, exemptPrincipals, exemptPrincipalRegions }: RegionDenyData): Statement[] {
  const all = REGION_DENY_EXEMPT.flatMap(({ actions }) => actions).sort();
  const confined = REGION_DENY_EXEMPT.filter((entry) => entry.confined).flatMap(({ actions }) => actions).sort();
  const outside = (...regions: string[]) => ({ StringNotEquals: { 'aws:RequestedRegion': [...new Set([...allowedRegions, ...regions])].sort() } });
  const notExempt = exemptPrincipals.length > 0 ? { ArnNotLike: { 'aws:PrincipalArn': [...exemptPrincipals].sort() } } : {};
  const statements: Statement[] = [
    { Sid: 'DenyOtherRegions', Effect: 'Deny', NotAction: all, Resource: '*', Condition: { ...outside(), ...notExempt } },
    { Sid: 'ConfineExemptServices', Effect: 'Deny', Action: confined, Resource: '*', Condition: { ...outside(globalRegion), ...notExempt } },
  ];
  return exemptPrincipals.length === 0 ? statements : [...statements, {
    Sid: 'ConfineExemptPrincipals',
    Effect: 'Deny',
    NotAction: all.filter((action) => !confined.includes(action)),
    Resource: '*',
    Condition: { ...outside(...exemptPrincipalRegions), ArnLike: { 'aws:PrincipalArn': [...exemptPrincipals].sort() } },
  }];
}
