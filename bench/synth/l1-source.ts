// node l1-source.js ASSEMBLY FILE: writes the app that somebody would have written by hand for the templates of an assembly: every resource as its L1.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyStacks, type Template } from './assembly-stacks';
import { L1Properties } from './l1-properties';
import { referenced, sourceOf } from './l1-values';

const [assembly, file] = process.argv.slice(2);
const lines = ['const core = require("aws-cdk-lib");', 'exports.app = new core.App();'];
const read = (name: string): Template => JSON.parse(readFileSync(join(assembly, name), 'utf8'));
const properties = new L1Properties();

for (const { id, account, region, templateFile, nested } of assemblyStacks(assembly)) {
  lines.push('{', `const stack = new core.Stack(exports.app, ${JSON.stringify(id)}, ${JSON.stringify({ env: { account, region } })});`, '{');
  lines.push(...stackSource(read(templateFile), new Map([...nested].map(([hash, name]) => [hash, read(name)]))), '}', '}');
}
writeFileSync(file, `${lines.join('\n')}\n`);

/** The statements that fill the variable `stack`, or what was assigned to it in an inner block. */
function stackSource({ Resources = {}, Parameters = {}, Outputs = {} }: Template, nested: ReadonlyMap<string, Template> = new Map()): string[] {
  const made = ['const made = {};'];
  // what the synthesizer adds to every stack by itself is not made twice.
  Object.entries(Parameters).filter(([id]) => id !== 'BootstrapVersion').forEach(([id, { Type }]) =>
    made.push(`made[${JSON.stringify(id)}] = new core.CfnParameter(stack, ${JSON.stringify(id)}, { type: ${JSON.stringify(Type)} });`));
  for (const id of inOrderOfUse(Resources)) {
    const resource = Resources[id];
    made.push(...resource.Type === 'AWS::CloudFormation::Stack' ? nestedSource(id, resource, nested) : resourceSource(id, resource));
  }
  for (const [id, { DependsOn = [] }] of Object.entries(Resources)) {
    [DependsOn].flat().forEach((other: string) => made.push(`made[${JSON.stringify(id)}].addResourceDependency(made[${JSON.stringify(other)}]);`));
  }
  Object.entries(Outputs).forEach(([id, { Value }]) =>
    made.push(`new core.CfnOutput(stack, ${JSON.stringify(`Output${id}`)}, { value: ${sourceOf(Value)} });`));
  return made;
}

function nestedSource(id: string, { Properties }: any, nested: ReadonlyMap<string, Template>): string[] {
  const hash = [...nested.keys()].find((known) => JSON.stringify(Properties.TemplateURL).includes(known))!;
  return [
    `const nested${id} = new core.NestedStack(stack, ${JSON.stringify(id)}, { parameters: ${sourceOf(Properties.Parameters ?? {})} });`,
    `made[${JSON.stringify(id)}] = nested${id}.nestedStackResource;`,
    `{ const stack = nested${id};`,
    ...stackSource(nested.get(hash)!),
    '}',
  ];
}

function resourceSource(id: string, resource: any): string[] {
  const name = JSON.stringify(id);
  const { module, className, props } = properties.of(resource);
  const { DeletionPolicy: deletionPolicy, UpdateReplacePolicy: updateReplacePolicy, Metadata: metadata } = resource;
  const options = Object.entries({ deletionPolicy, updateReplacePolicy, metadata })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `made[${name}].cfnOptions.${key} = ${sourceOf(value)};`);
  return [`made[${name}] = new (require(${JSON.stringify(module)}).${className})(stack, ${name}, ${sourceOf(props)});`, ...options];
}

/** Whatever is referred to is made first. */
function inOrderOfUse(resources: Template['Resources']): string[] {
  const order = new Set<string>();
  const visit = (id: string) => {
    if (!order.has(id)) {
      referenced(resources[id].Properties).filter((other) => other in resources && other !== id).forEach(visit);
      order.add(id);
    }
  };
  Object.keys(resources).forEach(visit);
  return [...order];
}
