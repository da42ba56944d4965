import { type AskedAction, askedAction } from './actions';
import { KeySlots } from './key-slots';
import { type CompiledStatement, compileDocument } from './statements';

/** The policies on the way from the root to an account, one entry for each level, root first. */
export interface PolicyLevel {
  /** 'root', 'ou:<name>' or 'account'. */
  readonly level: string;
  readonly documents: readonly unknown[];
}

/** Every policy that may have a say in a request. */
export interface PolicyChain {
  /** Service control policies above the caller's account; none when the caller has none. */
  readonly scps: readonly PolicyLevel[];
  /** Resource control policies above the resource's account, without RCPFullAWSAccess. */
  readonly rcps: readonly PolicyLevel[];
  readonly identityPolicies: readonly unknown[];
  readonly permissionsBoundary?: unknown;
  /** Policies passed when the session was made; they add up. */
  readonly sessionPolicies: readonly unknown[];
  readonly resourcePolicy?: unknown;
  /** The management account, which service and resource control policies do not bind. */
  readonly managementAccountId?: string;
}

/** A level, an identity, a boundary, a session or a resource, with statements that stand there. */
export interface Place {
  readonly name: string;
  readonly statements: readonly CompiledStatement[];
}

interface Places {
  readonly scps: readonly Place[];
  readonly rcps: readonly Place[];
  readonly identity: Place;
  /** Boundary and session policy, where there are any. */
  readonly limits: readonly Place[];
  readonly resource: Place | undefined;
}

/** What a chain says about one action. */
export interface Rules {
  readonly denies: {
    readonly scps: readonly CompiledStatement[];
    readonly rcps: readonly CompiledStatement[];
    readonly others: readonly CompiledStatement[];
  };
  readonly allows: Omit<Places, 'rcps'>;
  readonly action: AskedAction;
}

/** A chain whose documents are compiled once, for many requests. */
export interface CompiledChain {
  readonly keys: KeySlots;
  readonly managementAccountId: string | undefined;
  readonly rulesFor: (action: string) => Rules;
}

/** How many actions are remembered. They repeat from one request to the next, but there are some twenty thousand of them. */
const ACTIONS = 5_000;

export function compileChain(chain: PolicyChain): CompiledChain {
  const keys = new KeySlots();
  const places = compilePlaces(chain, keys);
  const known = new Map<string, Rules>();
  const rulesFor = (action: string) => {
    let rules = known.get(action);
    if (!rules) {
      rules = narrowed(places, askedAction(action));
      if (known.size < ACTIONS) {
        known.set(action, rules);
      }
    }
    return rules;
  };
  return { keys, managementAccountId: chain.managementAccountId, rulesFor };
}

function compilePlaces({ scps, rcps, identityPolicies, permissionsBoundary, sessionPolicies, resourcePolicy }: PolicyChain, keys: KeySlots): Places {
  const place = (name: string, documents: readonly unknown[], namesPrincipals = false) =>
    ({ name, statements: documents.flatMap((document) => compileDocument(document, { place: name, namesPrincipals, keys })) });
  return {
    scps: scps.map(({ level, documents }) => place(`scp:${level}`, documents)),
    rcps: rcps.map(({ level, documents }) => place(`rcp:${level}`, documents, true)),
    identity: place('identity', identityPolicies),
    limits: [
      ...(permissionsBoundary ? [place('boundary', [permissionsBoundary])] : []),
      ...(sessionPolicies.length > 0 ? [place('session', sessionPolicies)] : []),
    ],
    resource: resourcePolicy ? place('resource', [resourcePolicy], true) : undefined,
  };
}

/** The statements that speak of an action, sorted by effect. AWS refuses a statement with another effect than these two; here it has none. */
function narrowed({ scps, rcps, identity, limits, resource }: Places, action: AskedAction): Rules {
  const pick = (statements: readonly CompiledStatement[], wanted: 'Allow' | 'Deny') =>
    statements.filter(({ effect, speaksOf }) => effect === wanted && speaksOf(action));
  const denying = (places: readonly Place[]) => places.flatMap(({ statements }) => pick(statements, 'Deny'));
  const allowing = ({ name, statements }: Place): Place => ({ name, statements: pick(statements, 'Allow') });
  return {
    action,
    denies: { scps: denying(scps), rcps: denying(rcps), others: denying([identity, ...limits, ...(resource ? [resource] : [])]) },
    allows: { scps: scps.map(allowing), identity: allowing(identity), limits: limits.map(allowing), resource: resource && allowing(resource) },
  };
}
