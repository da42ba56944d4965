import { type ExemptActions, REGION_DENY_EXEMPT } from './region-deny-data';
import { unlessPrincipal } from './statement-conditions';
import { type Statement } from '../../policy/domain/document';

/** What a team opts in to. */
export interface RegionDenyExtension {
  /** Of CDK bootstrap stacks whose roles may work in the global Region. */
  readonly qualifiers: readonly string[];
  /** Where the actions are opened; with none, in the global Region. */
  readonly regions: readonly string[];
  /** Whether a team must say where. */
  readonly needsRegions?: boolean;
  readonly entries: readonly ExemptActions[];
  /** Whether the actions are opened to requests through an inference profile of Bedrock only. */
  readonly inference?: boolean;
}

export interface RegionDenyData {
  readonly partition: string;
  readonly allowedRegions: readonly string[];
  /** Where global services keep what is theirs: us-east-1, or its counterpart in another partition. */
  readonly globalRegion: string;
  /** Patterns of role ARNs that have an exemption. */
  readonly exemptPrincipals: readonly string[];
  /** Where exempt principals may act besides the allowed Regions. */
  readonly exemptPrincipalRegions: readonly string[];
  /** Patterns of role ARNs that work in the global Region besides the allowed ones. */
  readonly globalRegionRoles: readonly string[];
  /** Patterns of role ARNs that work in every Region. */
  readonly deployers: readonly string[];
  readonly extensions: readonly RegionDenyExtension[];
}

/**
 * The statements of a region deny.
 *
 * 1. Outside the allowed Regions everything is denied but the global services.
 * 2. Of those, the ones that are regional are opened in the global Region only, and what a team opts in to where it says; not worldwide.
 * 3. Exempt principals get the Regions of their exemption, not the world.
 */
export function regionDenyStatements(data: RegionDenyData, exempt: readonly ExemptActions[] = REGION_DENY_EXEMPT): Statement[] {
  const { allowedRegions, globalRegion, exemptPrincipals, exemptPrincipalRegions, deployers } = data;
  const extensions = merged(data.extensions);
  const opened = extensions.filter(({ entries }) => entries.length > 0);
  const global = actionsOf(exempt.filter((entry) => !entry.confined));
  const confined = actionsOf(exempt.filter((entry) => entry.confined));
  const optedIn = actionsOf(extensions.flatMap(({ entries }) => entries));
  const inGlobalRegion = sorted([...cdkRoles(data), ...data.globalRegionRoles]);
  const outside = (...regions: string[]) => ({ StringNotEquals: { 'aws:RequestedRegion': [...new Set([...allowedRegions, ...regions])].sort() } });
  const forOthers = (statement: Statement) => unlessPrincipal(statement, [...exemptPrincipals, ...inGlobalRegion, ...deployers]);
  // whom the statements above leave alone gets the allowed Regions and some more; what is opted in to is open to them where it is to everybody, too.
  const confine = (Sid: string, principals: readonly string[], regions: readonly string[]): Statement[] => {
    const only = (statement: Statement, ...places: string[]): Statement => unlessPrincipal({
      ...statement, Condition: { ...outside(...places), ArnLike: { 'aws:PrincipalArn': [...principals].sort() } },
    }, deployers);
    return principals.length === 0 ? [] : [
      only({ Sid, Effect: 'Deny', NotAction: sorted([...global, ...optedIn]), Resource: '*' }, ...regions),
      ...opened.map(({ entries, regions: open }, index) =>
        only({ Sid: `${Sid}OptIn${index + 1}`, Effect: 'Deny', Action: actionsOf(entries), Resource: '*' }, ...regions, ...open)),
    ];
  };
  return [
    forOthers({ Sid: 'DenyOtherRegions', Effect: 'Deny', NotAction: sorted([...global, ...confined, ...optedIn]), Resource: '*', Condition: outside() }),
    forOthers({ Sid: 'ConfineExemptServices', Effect: 'Deny', Action: confined, Resource: '*', Condition: outside(globalRegion) }),
    ...opened.flatMap(({ entries, regions, inference }, index) => [
      forOthers({
        Sid: `ConfineOptIn${index + 1}`, Effect: 'Deny', Action: actionsOf(entries), Resource: '*', Condition: outside(...regions.length > 0 ? regions : [globalRegion]),
      }),
      ...(inference ? [forOthers({
        Sid: `ConfineInference${index + 1}`, Effect: 'Deny', Action: actionsOf(entries), Resource: '*', Condition: { ...outside(), Null: { 'bedrock:InferenceProfileArn': 'true' } },
      })] : []),
    ]),
    ...confine('ConfineExemptPrincipals', exemptPrincipals, exemptPrincipalRegions),
    ...confine('ConfineGlobalRegionRoles', inGlobalRegion, [globalRegion]),
  ];
}

/** The roles of a bootstrap stack in the global Region, in every account. */
export function cdkRoles({ partition, globalRegion, extensions }: Pick<RegionDenyData, 'partition' | 'globalRegion' | 'extensions'>): string[] {
  return sorted(extensions.flatMap(({ qualifiers }) => qualifiers).map((qualifier) => `arn:${partition}:iam::*:role/cdk-${qualifier}-*-role-*-${globalRegion}`));
}

/** One extension for each set of actions: opted in to twice, it is open in the Regions of both. */
function merged(extensions: readonly RegionDenyExtension[]): RegionDenyExtension[] {
  const byActions = new Map<string, RegionDenyExtension>();
  for (const one of extensions) {
    const key = JSON.stringify(one.entries.map(({ actions }) => actions));
    const other = byActions.get(key);
    byActions.set(key, other ? {
      ...one, qualifiers: [...other.qualifiers, ...one.qualifiers], regions: sorted([...other.regions, ...one.regions]),
    } : one);
  }
  return [...byActions.values()];
}

function actionsOf(entries: readonly ExemptActions[]): string[] {
  return sorted(entries.flatMap(({ actions }) => actions));
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
