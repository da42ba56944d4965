// A stand-in for the `aws` command: stacks in one JSON file, and of CloudFormation only imports, with the conditions under which AWS makes them.
const { cpSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const root = process.env.FAKE_AWS;
const stateFile = join(root, 'state.json');
const world = JSON.parse(readFileSync(stateFile, 'utf8'));
const [service, command, ...rest] = process.argv.slice(2);
world.calls.push(process.argv.slice(2).join(' '));

const options = {};
let option;
for (const argument of rest) {
  if (argument.startsWith('--')) {
    option = options[argument.slice(2)] = [];
  } else {
    option?.push(argument);
  }
}
const [stackName] = options['stack-name'] ?? [];
const stack = world.stacks[stackName];

function fail(message) {
  writeFileSync(stateFile, JSON.stringify(world));
  process.stderr.write(`An error occurred (ValidationError): ${message}\n`);
  process.exit(254);
}

const objectOf = (url) => join(root, 'objects', url.replace(/^s3:\/\//, '').replace(/^https:\/\/([^.]+)\.s3\.[^/]+\//, '$1/'));
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function checkImport({ ResourceType, LogicalResourceId, ResourceIdentifier }, template) {
  const resource = template.Resources[LogicalResourceId];
  if (!resource || resource.Type !== ResourceType || !resource.DeletionPolicy) {
    fail(`${LogicalResourceId} is not in the template with a DeletionPolicy`);
  }
  if (ResourceType === 'AWS::CloudFormation::Stack') {
    const child = Object.values(world.stacks).find((one) => one.id === ResourceIdentifier.StackId);
    if (!child || !['CREATE_COMPLETE', 'UPDATE_COMPLETE'].includes(child.status)) {
      fail(`Stack ${ResourceIdentifier.StackId} is not in an importable status, current stack status is ${child?.status}`);
    }
    if (!same(child.template, JSON.parse(readFileSync(objectOf(resource.Properties.TemplateURL), 'utf8'))) || !same(child.tags, resource.Properties.Tags)) {
      fail(`Template or tags of resource ${LogicalResourceId} do not match`);
    }
    child.nestedIn = stackName;
  } else if ((ResourceType === 'AWS::SSO::Assignment' && !same(resource.Properties, ResourceIdentifier)) || !world.existing.some((one) => same(one, ResourceIdentifier))) {
    fail(`${LogicalResourceId} does not exist`);
  } else if (Object.values(world.stacks).some((one) => one.identifiers.some((known) => same(known, ResourceIdentifier)))) {
    fail(`${LogicalResourceId} belongs to another stack`);
  }
}

function createChangeSet() {
  const template = JSON.parse(readFileSync(objectOf(options['template-url'][0]), 'utf8'));
  const imports = JSON.parse(readFileSync(options['resources-to-import'][0].replace('file://', ''), 'utf8'));
  const before = stack?.template.Resources ?? {};
  const added = Object.keys(template.Resources).filter((id) => !(id in before));
  if (imports.length === 0 || imports.length > 200 || !same(added.sort(), imports.map((one) => one.LogicalResourceId).sort())) {
    fail('the resources to import must be those that the template adds, at most 200');
  }
  if (!stack && imports.some(({ ResourceType }) => ResourceType === 'AWS::CloudFormation::Stack')) {
    fail('a stack can be nested in an existing stack only');
  }
  imports.forEach((one) => checkImport(one, template));
  const extra = world.sneaky === stackName ? [['Modify', 'Something']] : [];
  world.changeSets[`${stackName} ${options['change-set-name'][0]}`] = { template, imports, changes: [...added.map((id) => ['Import', id]), ...extra] };
}

function executeChangeSet() {
  const { template, imports } = world.changeSets[`${stackName} ${options['change-set-name'][0]}`];
  const identifiers = imports.map((one) => one.ResourceIdentifier);
  world.stacks[stackName] = {
    id: stack?.id ?? `arn:aws:cloudformation:::stack/${stackName}`, tags: stack?.tags ?? [], template, status: 'IMPORT_COMPLETE', identifiers: [...stack?.identifiers ?? [], ...identifiers],
  };
}

const answers = {
  'describe-stack-resource': () => (options['logical-resource-id'][0] in Object(stack?.template.Resources) ? '' : fail('Resource does not exist')),
  'describe-stacks': () => (!stack ? fail('Stack does not exist') : { 'Stacks[0].StackStatus': stack.status, 'Stacks[0].StackId': stack.id }[options.query[0]]),
  'create-change-set': createChangeSet,
  'describe-change-set': () => world.changeSets[`${stackName} ${options['change-set-name'][0]}`].changes.map((change) => change.join('\t')).join('\n'),
  'execute-change-set': executeChangeSet,
  'get-template': () => JSON.stringify(stack.template),
  'update-stack': () => Object.assign(stack, {
    status: 'UPDATE_COMPLETE', tags: options.tags.map((tag) => ({ Key: /Key=([^,]*)/.exec(tag)[1], Value: /Value=(.*)/.exec(tag)[1] })),
  }) && '',
  'wait': () => '',
};

let answer;
if (service === 's3') {
  const [from, to] = rest.filter((argument) => !argument.startsWith('--'));
  mkdirSync(dirname(objectOf(to)), { recursive: true });
  cpSync(from, objectOf(to));
} else {
  if (world.failing === command) {
    world.failing = undefined;
    fail('the network went away');
  }
  answer = answers[command]();
}
writeFileSync(stateFile, JSON.stringify(world));
if (answer) {
  process.stdout.write(`${answer}\n`);
}
