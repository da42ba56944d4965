// One synth in a process of its own: node child.js KIND SIZE; prints what it took as JSON.
import { App, Stack } from 'aws-cdk-lib';
import { accessOfSize } from '../access-of-size';
import { flatFloor, nestedFloor } from './floor';
import { SIZES } from './sizes';
import { Accounts, AssignmentEngine, Organization, PermissionSet, PermissionSetCatalog } from 'cdk-zero-trust-landing-zone';

const [kind, size] = process.argv.slice(2);
const { snapshot, sets, rules } = accessOfSize(SIZES[size]);

/** What the floor is given ready-made: who holds what, by account. */
function assignments() {
  const organization = Organization.fromObject(snapshot);
  const cells = new Map(rules.flatMap(({ group, permissionSet, unit, account }) =>
    organization.select(unit ? Accounts.under(unit) : Accounts.named(account!)).map(({ accountId }) =>
      [`${group}|${permissionSet}|${accountId}`, { group, permissionSet, accountId }] as const)));
  return [...cells.values()];
}

function catalog(assignmentEngine: AssignmentEngine): App {
  const app = new App();
  const stack = new Stack(app, 'Identity', { env: { account: '100000000000', region: 'eu-west-1' } });
  new PermissionSetCatalog(stack, 'Catalog', {
    organization: Organization.fromObject(snapshot),
    permissionSets: sets.map((name) => PermissionSet.custom({ name, description: name, managedPolicies: ['ReadOnlyAccess'] })),
    access: rules.map(({ group, permissionSet, unit, account }) => (
      { group, permissionSet, accounts: unit ? Accounts.under(unit) : Accounts.named(account!) })),
    assignments: assignmentEngine,
    asOf: '2026-11-01',
  });
  return app;
}

const wanted = kind.startsWith('floor') ? assignments() : [];
// a synth by itself: what is read and drawn before it is no part of either side.
global.gc?.();
const started = performance.now();
const app = {
  'floor-nested': () => nestedFloor(sets, wanted),
  'floor-flat': () => flatFloor(sets, wanted),
  'native': () => catalog(AssignmentEngine.native()),
  'reconciled': () => catalog(AssignmentEngine.reconciled()),
}[kind]!();
app.synth();
console.log(JSON.stringify({ milliseconds: performance.now() - started, megabytes: process.resourceUsage().maxRSS / 1024, directory: app.outdir }));
