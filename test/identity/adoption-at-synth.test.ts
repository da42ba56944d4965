import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Template } from 'aws-cdk-lib/assertions';
import { CfnPermissionSet } from 'aws-cdk-lib/aws-sso';
import { Construct } from 'constructs';
import { Organization } from '../../src';
import { type AdoptableSide, AdoptionAtSynth } from '../../src/identity/adoption-at-synth';
import type { Assignment } from '../../src/identity/domain/access-matrix';
import { NativeAssignments } from '../../src/identity/native-assignments';
import type { Snapshot } from '../../src/organization/domain/snapshot';
import { type AccessSeed, groupId, setArn, withAccess } from '../support/access-fixture';
import { AUDIT, MANAGEMENT, SANDBOX, smallSnapshot } from '../support/small-organization';

const INSTANCE = smallSnapshot().IdentityCenter.InstanceArn;
const EXISTING: AccessSeed = { groups: ['readers'], sets: ['Reader'], assignments: [['readers', 'Reader', SANDBOX]] };
const organization = (seed?: AccessSeed) => Organization.fromObject(seed ? withAccess(smallSnapshot() as Snapshot, seed) : smallSnapshot());

interface Catalog extends AdoptableSide {
  readonly scope: Construct;
}

/** A set, and one assignment of it in a nested stack, as resources of a stack. */
function catalog(app: Construct, { id = 'Catalog', account = AUDIT, seed = EXISTING as AccessSeed | 'none' } = {}): Catalog {
  const stack = new Stack(app, `${id}Stack`, { env: { account, region: 'eu-west-1' } });
  const scope = new Construct(stack, id);
  const set = new CfnPermissionSet(scope, 'Set-Reader', { instanceArn: INSTANCE, name: 'Reader', sessionDuration: 'PT8H' });
  set.addPropertyOverride('SessionDuration', 'PT1H');
  const native = new NativeAssignments(scope, 'Assignments', {
    instanceArn: INSTANCE,
    plan: {
      stacks: [{ accountId: SANDBOX, accountName: 'sandbox', sets: ['Reader'], groups: ['readers'], assignments: [{ group: 'readers', permissionSet: 'Reader' } as Assignment] }],
      stacksAtOnce: 1, assignmentsAtOnce: 10,
    },
    setArn: () => ({ 'Fn::GetAtt': ['Reader', 'PermissionSetArn'] }),
    groupId: () => 'x',
    handOver: false,
  });
  const side: AdoptableSide = {
    stack, engine: 'native',
    sets: [{ name: 'Reader', resource: set }],
    assignments: native.made,
    nestedStacks: native.stacks,
  };
  new AdoptionAtSynth(scope, 'Adoption', organization(seed === 'none' ? undefined : seed), () => [side]);
  return { scope, ...side };
}

const read = (directory: string, name: string, folder = 'adoption') => readFileSync(join(directory, folder, name), 'utf8');
const json = (directory: string, name: string, folder?: string) => JSON.parse(read(directory, name, folder));
const folders = (directory: string) => readdirSync(directory).filter((name) => name.startsWith('adoption')).sort();

test('the files name resources by the ids that they have in the templates', () => {
  const app = new App();
  const { stack } = catalog(app);
  const { directory } = app.synth();
  const [logicalId] = Object.keys(Template.fromStack(stack).findResources('AWS::SSO::PermissionSet'));
  expect(json(directory, 'CatalogStack.permission-sets.json')).toEqual({ [logicalId]: { InstanceArn: INSTANCE, PermissionSetArn: setArn(INSTANCE, 1) } });
  const [imported] = json(directory, `${SANDBOX}.assignments.json`);
  const nested = JSON.parse(readFileSync(join(directory, readdirSync(directory).find((name) => name.endsWith('.nested.template.json'))!), 'utf8'));
  expect(nested.Resources[imported.LogicalResourceId].Type).toBe('AWS::SSO::Assignment');
  expect(imported.ResourceIdentifier.PrincipalId).toBe(groupId(1));
  const [nestedId] = Object.keys(Template.fromStack(stack).findResources('AWS::CloudFormation::Stack'));
  expect(read(directory, 'CatalogStack.sh')).toContain(`\n${SANDBOX} ${nestedId}\n`);
  expect(json(directory, 'CatalogStack.sets.template.json').Resources[logicalId].Properties)
    .toEqual({ InstanceArn: INSTANCE, Name: 'Reader', SessionDuration: 'PT1H', Tags: [{ Key: 'zero-trust-adopted', Value: 'true' }] });
});

test('an id that is overridden later is the one in the files', () => {
  const app = new App();
  const { sets: [{ resource }] } = catalog(app);
  resource.overrideLogicalId('Renamed');
  expect(Object.keys(json(app.synth().directory, 'CatalogStack.permission-sets.json'))).toEqual(['Renamed']);
});

test('the README has the commands for the stacks by the names that the command line knows', () => {
  const app = new App();
  catalog(app);
  const readme = read(app.synth().directory, 'README.md');
  expect(/```sh\n([^]*?)```/.exec(readme)![1].split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
    "ADOPTION='cdk.out/adoption'",
    `bash "$ADOPTION/CatalogStack.sh" # with credentials of account ${AUDIT}`,
    "npx cdk deploy 'CatalogStack'",
  ]);
  expect(read(app.synth().directory, 'CatalogStack.sh')).toContain(`bucket="\${BUCKET:-cdk-hnb659fds-assets-${AUDIT}-eu-west-1}"`);
});

test('a stage has the folder in its own assembly, and the README says where', () => {
  const app = new App();
  catalog(new Stage(app, 'Prod'));
  const { directory } = app.synth().getNestedAssembly('assembly-Prod');
  const readme = read(directory, 'README.md');
  expect(readme).toContain("ADOPTION='cdk.out/assembly-Prod/adoption'\n");
  expect(readme).toContain("npx cdk import 'Prod/CatalogStack' ");
});

test('two catalogues of one assembly have a folder each, and two stages one each', () => {
  const app = new App();
  catalog(app);
  catalog(app, { id: 'Other' });
  catalog(new Stage(app, 'Prod'));
  const assembly = app.synth();
  expect(folders(assembly.directory)).toEqual(['adoption-CatalogStack-Catalog', 'adoption-OtherStack-Other']);
  expect(folders(assembly.getNestedAssembly('assembly-Prod').directory)).toEqual(['adoption']);
});

test('what the management account deploys comes first', () => {
  const app = new App();
  const [first, second] = [catalog(app, { id: 'Members', seed: 'none' }), catalog(app, { id: 'Management', account: MANAGEMENT, seed: 'none' })];
  new AdoptionAtSynth(first.scope, 'Both', organization({ ...EXISTING, sets: ['Reader'] }), () => [first, second]);
  const readme = read(app.synth().directory, 'README.md', folders(app.synth().directory)[0]);
  expect(readme.indexOf('/ManagementStack.sh')).toBeLessThan(readme.indexOf('/MembersStack.sh'));
  expect(readme).toContain("npx cdk deploy 'ManagementStack' 'MembersStack'");
});

test('files of an earlier synth do not stay', () => {
  const app = new App();
  mkdirSync(join(app.outdir, 'adoption'));
  writeFileSync(join(app.outdir, 'adoption', 'stale.json'), '{}');
  catalog(app);
  expect(readdirSync(join(app.synth().directory, 'adoption'))).not.toContain('stale.json');
});

test('a warning on the catalogue says what a plain deployment would fail on', () => {
  const app = new App();
  const { stack } = catalog(app);
  Annotations.fromStack(stack).hasWarning('/CatalogStack/Catalog',
    "When the snapshot was taken, the permission sets 'Reader' and 1 of the assignments, in one account, existed already; a plain deployment would fail on them. "
    + "The folder 'adoption' of the cloud assembly says how to take them over first. [ack: cdk-zero-trust-landing-zone:adoption-needed]");
});

test('without recorded access nothing is written and nothing is warned of', () => {
  const app = new App();
  const { stack } = catalog(app, { seed: 'none' });
  const { directory } = app.synth();
  expect(existsSync(join(directory, 'adoption'))).toBe(false);
  Annotations.fromStack(stack).hasNoWarning('*', '*');
});
