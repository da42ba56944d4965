import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { RootDenySCP, Rollout, Stage } from '../../src';
import type { Denial } from '../../src/containment/domain/denial';
import { denialDocument } from '../../src/containment/domain/denial-document';
import { SessionDenialPolicies } from '../../src/containment/session-denial-policies';
import { OrganizationGuardrails } from '../../src/guardrails/organization-guardrails';
import { waysBack } from '../../src/guardrails/ways-back';
import { landingZone } from '../support/landing-zone';
import { codes, refusal } from '../support/messages';
import { MANAGEMENT, SANDBOX, SANDBOX_UNIT, scp, smallOrganization } from '../support/small-organization';

const ROOT = 'r-root';
const rollout = Rollout.stages([{ unit: '/', stage: Stage.enforce({ acknowledgement: 'tried' }) }]);
const DESCRIPTION = 'Denies open sessions of people who left or whose elevation ended. Its content is written by SessionDenial of cdk-zero-trust-landing-zone.';
const leaver = (scope: Denial['scope']): Denial => ({
  id: 'leaver/1', userId: '11111111-2222-4333-8444-555555555555', scope, reason: 'left', endsAtMs: 1e15,
});
const DENYING = denialDocument([leaver({ kind: 'everything' }), leaver({ kind: 'set', accountId: SANDBOX, setName: 'ReadOnly', issuedBeforeMs: 1e12 })], 'aws');

interface Change {
  /** How many policies the landing zone makes; two where nothing is said. */
  readonly policies?: number;
  readonly slots?: number;
  /** What the first ones, which the snapshot has, say. */
  readonly live?: readonly string[];
  readonly description?: string;
  readonly targets?: string[];
  readonly change?: (snapshot: any) => void;
  readonly guardrails?: Rollout;
}

function denying({ live = [], description = '', targets = [ROOT], change = () => {}, slots }: Change) {
  return smallOrganization((snapshot) => {
    live.forEach((content, index) => {
      const policy = scp(`p-denial000${index + 1}`, `zero-trust-session-denial-${index + 1}`, targets, { content });
      snapshot.Policies.push({ ...policy, PolicySummary: { ...policy.PolicySummary, ...(description === '' ? {} : { Description: description }) } });
    });
    change(snapshot);
  }, { scpsPerTarget: slots });
}

/** An app with a guardrail, from which denial policies went that the snapshot still has. */
function appWithout(change: Change) {
  const app = new App();
  const organization = denying({ slots: 5, ...change });
  const stack = new Stack(app, 'Management', { env: { account: MANAGEMENT, region: 'eu-west-1' } });
  new RootDenySCP(stack, 'RootDeny', { organization, rollout });
  return { app, ours: () => OrganizationGuardrails.of(stack, organization.organizationId) };
}

/** A landing zone with denial policies, in an organization where service control policies have so many slots. */
function world({ policies, guardrails = rollout, slots = 5, ...snapshot }: Change = {}) {
  const organization = denying({ slots, ...snapshot });
  const { app, zone } = landingZone({ organization, rollout: guardrails, sessionDenial: { policies } });
  const report = () => JSON.parse(readFileSync(join(app.synth().directory, 'access-report', 'report.json'), 'utf8'));
  return { app, zone, organization, report, ours: () => OrganizationGuardrails.of(zone, organization.organizationId) };
}

describe('a root with five slots, of which one has FullAWSAccess and guardrails take two', () => {
  test.each<[string, Change]>([
    ['that are to be made', {}],
    ['that the snapshot has', { live: [DENYING, DENYING], description: DESCRIPTION }],
    ['that the snapshot has without their descriptions', { live: [DENYING, DENYING] }],
    ['of which the snapshot has one', { live: [DENYING] }],
  ])('holds two policies that deny sessions, %s', (_, change) => {
    const { app, ours } = world({ ...change, policies: 2 });
    expect(() => app.synth()).not.toThrow();
    expect(ours().policies()).toHaveLength(2);
  });

  test.each<[string, Change, string]>([
    ['that are to be made', {}, "; or ask for fewer than 'zero-trust-session-denial-1', 'zero-trust-session-denial-2', 'zero-trust-session-denial-3'"],
    ['of which the snapshot has two, which stay', { live: [DENYING, DENYING] }, "; or ask for fewer than 'zero-trust-session-denial-3'"],
  ])('does not hold three, %s', (_, change, advice) => {
    const message = refusal(() => world({ ...change, policies: 3 }).app.synth());
    expect(codes(message)).toEqual(['PolicySlots']);
    expect(message).toContain("'Root' has 5 slots for service control policies; one is taken ('FullAWSAccess'), and 5 more are wanted");
    expect(message).toContain("'zero-trust-session-denial-1', 'zero-trust-session-denial-2', 'zero-trust-session-denial-3')");
    expect(message).toContain(`fix: attach fewer policies here, or attach them higher up${advice}`);
  });

  test('does not hold two and one of somebody else, which is what may be detached', () => {
    const theirs = (snapshot: any) => snapshot.Policies.push(scp('p-foreign01', 'theirs', [ROOT]));
    const message = refusal(() => world({ policies: 2, live: [DENYING, DENYING], change: theirs }).app.synth());
    expect(message).toContain("fix: make one place: merge or detach some of 'theirs', attach ours higher up");
    expect(message).not.toContain('ask for fewer');
  });
});

test('guardrails share policies because of them: with one slot more each would have its own', () => {
  const own = (slots: number) => world({ policies: 2, slots }).ours().policies().length;
  expect([own(9), own(8)]).toEqual([6, 2]);
});

test('a root that no guardrail hangs on is refused as well when they do not fit', () => {
  const full = (policies: number) => world({
    policies, guardrails: Rollout.stages([{ unit: 'Sandbox', stage: Stage.enforce({ acknowledgement: 'tried' }) }]),
    change: (snapshot) => snapshot.Policies.push(...[1, 2, 3].map((index) => scp(`p-foreign0${index}`, `theirs-${index}`, [ROOT]))),
  }).app.synth();
  expect(refusal(() => full(2))).toContain("'Root' has 5 slots for service control policies; 4 are taken ('FullAWSAccess', 'theirs-1', 'theirs-2', 'theirs-3'), and 2 more are wanted");
  expect(() => full(1)).not.toThrow();
});

test('one that somebody attached to a unit besides takes a slot there as well, for good', () => {
  const { organization, ours } = world({ policies: 1, live: [DENYING], targets: [ROOT, SANDBOX_UNIT] });
  expect(organization.policiesOn(SANDBOX_UNIT)).toHaveLength(2);
  expect(ours().kept()).toEqual([{ name: 'zero-trust-session-denial-1', type: 'SERVICE_CONTROL_POLICY', bytes: DENYING.length, targetIds: [ROOT, SANDBOX_UNIT] }]);
});

test('those of another organization take no slot of this one', () => {
  const { app, zone, ours } = world({ policies: 2 });
  const other = smallOrganization((snapshot) => { snapshot.Organization.Id = 'o-another000'; });
  new SessionDenialPolicies(new Stack(zone.node.root as App, 'Other', { env: { account: MANAGEMENT, region: 'eu-west-1' } }), 'Denials', {
    organization: other, identityAccount: 'audit', policies: 5,
  });
  expect(ours().kept().map(({ name }) => name)).toEqual(['zero-trust-session-denial-1', 'zero-trust-session-denial-2']);
  expect(() => app.synth()).not.toThrow();
});

describe.each([['with the description that they are made with', DESCRIPTION], ['without a description', '']])('what the snapshot has of them, %s', (_, description) => {
  test.each([['makes them', world], ['does not any more', appWithout]])('is never taken for a policy that a deployment takes away (the app %s)', (_name, made) => {
    const { ours } = made({ live: [DENYING, DENYING], description });
    expect(ours().deployed()).toEqual([]);
    expect(waysBack(ours()).rollbacks.map(({ policyName }) => policyName).filter((name) => name.includes('session-denial'))).toEqual([]);
  });

  test('goes on taking slots when the construct left the app, because it stays', () => {
    const { app, ours } = appWithout({ live: [DENYING, DENYING, DENYING, DENYING], description });
    expect(ours().kept()).toEqual([]);
    expect(refusal(() => app.synth())).toContain("5 are taken ('FullAWSAccess', 'zero-trust-session-denial-1', 'zero-trust-session-denial-2', 'zero-trust-session-denial-3', 'zero-trust-session-denial-4'), and 1 more is wanted ('zero-trust-root-deny')");
    expect(() => appWithout({ live: [DENYING, DENYING, DENYING], description }).app.synth()).not.toThrow();
  });
});

describe('what must stay possible', () => {
  const proofsOf = (change: Change) => world({ slots: 10, ...change }).report().proofs;

  test('is proved alike whoever is denied at this moment', () => {
    const proofs = proofsOf({ policies: 2 });
    expect(proofs.length).toBeGreaterThan(100);
    expect(proofsOf({ policies: 2, live: [DENYING, DENYING] })).toEqual(proofs);
  });

  const written = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [...JSON.parse(DENYING).Statement, statement] });
  const hangingOn = (proofs: any[]) => new Set(proofs.flatMap(({ undetermined }) => undetermined.flatMap(({ dependsOn }: any) => dependsOn)));

  test('is refused when somebody wrote into such a policy what denies everybody', () => {
    const live = [written({ Sid: 'Handmade', Effect: 'Deny', Action: 'sts:*', Resource: '*' })];
    expect(refusal(() => world({ policies: 1, live, slots: 10 }).app.synth())).toContain("by 'Handmade' of 'zero-trust-session-denial-1' on 'Root'");
  });

  test.each<[string, object]>([
    ['denies whoever is not one person', { Effect: 'Deny', Action: 'sts:*', Resource: '*', Condition: { StringNotEquals: { 'identitystore:UserId': 'x' } } }],
    ['denies whoever has no id as well', { Effect: 'Deny', Action: 'sts:*', Resource: '*', Condition: { StringEqualsIfExists: { 'identitystore:UserId': 'x' } } }],
    ['denies sessions by another key', { Effect: 'Deny', Action: 'sts:*', Resource: '*', Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-01-01T00:00:00Z' } } }],
  ])('is not proved when somebody wrote into such a policy what %s', (_, statement) => {
    const hung = [written(statement), DENYING].map((content) => hangingOn(proofsOf({ policies: 1, live: [content] })).size);
    expect(hung[0]).toBeGreaterThan(hung[1]);
  });

  test('is not proved either under a policy of another name that denies one person', () => {
    const leavers = (snapshot: any) => snapshot.Policies.push(scp('p-foreign01', 'leavers', [ROOT], { content: DENYING }));
    expect(hangingOn(proofsOf({ change: leavers }))).toContain('identitystore:userid');
  });
});

describe('the report', () => {
  const { report } = world({ policies: 2, live: [DENYING] });
  const made = report();

  test('counts them on the root, those of the snapshot once and those to come as well', () => {
    const [before, after] = [made.policySlots.before, made.policySlots.after].map(({ targets }: any) => targets[ROOT].scpAttached);
    expect([before, after]).toEqual([2, 5]);
  });

  test('shows them as ours above each account, with what they say now or are made with', () => {
    const [{ levels: [root] }] = made.chains;
    expect(root.policies.filter(({ name }: any) => name.includes('session-denial'))).toEqual([
      { name: 'zero-trust-session-denial-1', bytes: DENYING.length, origin: 'ours' },
      { name: 'zero-trust-session-denial-2', bytes: denialDocument([], 'aws').length, origin: 'ours' },
    ]);
    expect([root.slotsUsed, root.slotsLeft]).toEqual([5, 0]);
  });
});
