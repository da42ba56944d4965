import fc from 'fast-check';
import { type PolicyDocumentJson, type Statement, minified, policyDocument } from '../../src/policy/domain/document';
import { type PolicyChain, compileChain, evaluate } from '../../src/policy/domain/evaluate';
import { parsePolicy } from '../../src/policy/domain/parse';
import type { AccessRequest } from '../../src/policy/domain/request';

const RUNS = { numRuns: 10_000 };
const CALLER = 'arn:aws:iam::111111111111:role/Caller';

// a small world, so that what is written and what is asked meet often.
const actions = fc.constantFrom('*', 's3:*', 's3:GetObject', 's3:Get*', 'iam:*', '*:Delete*', 's3:DeleteObject');
const resources = fc.constantFrom('*', 'arn:aws:s3:::a/*', 'arn:aws:s3:::b/x', 'arn:aws:s3:::${aws:PrincipalTag/team}/*');
const keys = fc.constantFrom('aws:RequestedRegion', 'aws:PrincipalTag/team', 'aws:MultiFactorAuthPresent');
const values = fc.constantFrom('eu-west-1', 'a', 'b', 'true', '*');
const operators = fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'Bool', 'Null', 'StringEqualsIfExists', 'ForAnyValue:StringEquals', 'ForAllValues:StringEquals', 'ArnLike');
const wanted = fc.dictionary(keys, fc.array(values, { minLength: 1, maxLength: 2 }), { minKeys: 1, maxKeys: 2 });
const conditions = fc.dictionary(operators, wanted, { maxKeys: 2 });

const statement = (effect: fc.Arbitrary<string>, principal = false): fc.Arbitrary<Statement> => fc.record({
  Effect: effect,
  action: fc.tuple(fc.boolean(), fc.array(actions, { minLength: 1, maxLength: 2 })),
  resource: fc.tuple(fc.boolean(), fc.array(resources, { minLength: 1, maxLength: 2 })),
  Condition: conditions,
  Principal: fc.constantFrom('*', { AWS: CALLER }, { AWS: '111111111111' }),
}).map(({ Effect, action: [notAction, Action], resource: [notResource, Resource], Condition, Principal }) => ({
  Effect, [notAction ? 'NotAction' : 'Action']: Action, [notResource ? 'NotResource' : 'Resource']: Resource,
  ...(Object.keys(Condition).length > 0 ? { Condition } : {}), ...(principal ? { Principal } : {}),
}));

const anyEffect = fc.constantFrom('Allow', 'Allow', 'Deny');
const document = (principal = false) => fc.array(statement(anyEffect, principal), { minLength: 1, maxLength: 3 }).map(policyDocument);
const FULL = policyDocument([{ Effect: 'Allow', Action: '*', Resource: '*' }]);

type Chain = Omit<PolicyChain, 'scps' | 'identityPolicies'> & { readonly scps: { level: string; documents: PolicyDocumentJson[] }[]; readonly identityPolicies: PolicyDocumentJson[] };

const chains: fc.Arbitrary<Chain> = fc.record({
  root: fc.array(document(), { maxLength: 1 }),
  account: fc.array(document(), { maxLength: 1 }),
  identity: fc.array(document(), { minLength: 1, maxLength: 2 }),
  permissionsBoundary: fc.option(document(), { nil: undefined }),
  sessionPolicies: fc.array(document(), { maxLength: 1 }),
  resourcePolicy: fc.option(document(true), { nil: undefined }),
}).map(({ root, account, identity, ...rest }) => ({
  scps: [{ level: 'root', documents: [FULL, ...root] }, { level: 'account', documents: [FULL, ...account] }],
  rcps: [], identityPolicies: identity, ...rest,
}));

const requests: fc.Arbitrary<AccessRequest> = fc.record({
  action: fc.constantFrom('s3:GetObject', 's3:DeleteObject', 'iam:DeleteUser'),
  resource: fc.constantFrom('arn:aws:s3:::a/x', 'arn:aws:s3:::b/x', '*'),
  resourceAccount: fc.constantFrom('111111111111', '222222222222'),
  context: fc.dictionary(keys, fc.oneof(values, fc.array(values, { maxLength: 2 })), { maxKeys: 3 }),
}).map(({ context, ...rest }) => ({ ...rest, principalArn: CALLER, principalAccount: '111111111111', context: { ...context, 'aws:PrincipalArn': CALLER } }));

const decide = (request: AccessRequest, chain: PolicyChain) => evaluate(request, compileChain(chain)).decision;

/** The chain with a statement added to one of its documents. */
function withStatement(chain: Chain, added: Statement, where: number): Chain {
  const extended = (one: unknown) => policyDocument([...(one as PolicyDocumentJson).Statement, added]);
  switch (where % 5) {
    case 0: {
      const [root, ...below] = chain.scps;
      return { ...chain, scps: [{ ...root, documents: root.documents.map(extended) }, ...below] };
    }
    case 1: return { ...chain, identityPolicies: chain.identityPolicies.map(extended) };
    case 2: return { ...chain, permissionsBoundary: chain.permissionsBoundary && extended(chain.permissionsBoundary) };
    case 3: return { ...chain, sessionPolicies: chain.sessionPolicies.map(extended) };
    default: return { ...chain, resourcePolicy: chain.resourcePolicy && extended(chain.resourcePolicy) };
  }
}

test('adding a Deny never allows what was not allowed', () => {
  fc.assert(fc.property(requests, chains, statement(fc.constant('Deny'), true), fc.nat(), (request, chain, deny, where) => {
    expect(decide(request, withStatement(chain, deny, where)) === 'allowed' && decide(request, chain) !== 'allowed').toBe(false);
  }), RUNS);
});

test('adding an Allow never denies what was allowed', () => {
  fc.assert(fc.property(requests, chains, statement(fc.constant('Allow'), true), fc.nat(), (request, chain, allow, where) => {
    expect(decide(request, chain) === 'allowed' && decide(request, withStatement(chain, allow, where)) !== 'allowed').toBe(false);
  }), RUNS);
});

test('the order of statements, documents and keys decides nothing', () => {
  const turned = ({ Statement }: PolicyDocumentJson) => ({
    Version: '2012-10-17', Statement: [...Statement].reverse().map((one) => Object.fromEntries(Object.entries(one).reverse())),
  });
  fc.assert(fc.property(requests, chains, (request, chain) => {
    const reversed = {
      ...chain,
      scps: chain.scps.map(({ level, documents }) => ({ level, documents: [...documents].reverse().map(turned) })),
      identityPolicies: [...chain.identityPolicies].reverse().map(turned),
    };
    const shuffled = { ...request, context: Object.fromEntries(Object.entries(request.context).reverse()) };
    expect(decide(shuffled, reversed)).toBe(decide(request, chain));
  }), RUNS);
});

test('an answer left open is settled by supplying the keys, and one that was given holds whatever they are', () => {
  fc.assert(fc.property(requests, chains, fc.uniqueArray(keys, { minLength: 1 }), (request, chain, unknownKeys) => {
    const context = Object.fromEntries(Object.entries(request.context).filter(([key]) => !(unknownKeys as string[]).includes(key)));
    const open = decide({ ...request, context, unknownKeys }, chain);
    const settled = decide(request, chain);
    expect(settled).not.toBe('undeterminable');
    expect(open === 'undeterminable' || (open === 'allowed') === (settled === 'allowed')).toBe(true);
  }), RUNS);
});

test('a document that was rendered is read back as it was', () => {
  fc.assert(fc.property(document(true), (written) => {
    expect(parsePolicy(minified(written))).toEqual({ kind: 'parsed', document: written });
  }), RUNS);
});
