// The floor of a landing zone: its own templates, read from an assembly and made again resource by resource, in the same stacks and nested stacks.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { App, CfnOutput, CfnParameter, CfnResource, NestedStack, Stack } from 'aws-cdk-lib';

const load = createRequire(__filename);

/** What of an assembly's manifest is looked at. */
interface Manifest {
  readonly artifacts: Readonly<Record<string, {
    readonly type: string;
    readonly environment?: string;
    readonly properties?: { readonly templateFile?: string };
  }>>;
}

type Template = Readonly<Record<string, Readonly<Record<string, any>>>>;

export function recreated(assembly: string): App {
  const app = new App();
  const { artifacts } = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')) as Manifest;
  for (const [id, { type, environment, properties }] of Object.entries(artifacts)) {
    if (type === 'aws:cloudformation:stack') {
      const [, account, region] = /^aws:\/\/(.*)\/(.*)$/.exec(environment!)!;
      const file = properties!.templateFile!;
      fill(new Stack(app, id, { env: { account, region } }), read(assembly, file), nestedTemplates(assembly, file));
    }
  }
  return app;
}

function read(assembly: string, file: string): Template {
  return JSON.parse(readFileSync(join(assembly, file), 'utf8'));
}

/** Templates of nested stacks by the hash that their addresses hold. */
function nestedTemplates(assembly: string, templateFile: string): ReadonlyMap<string, Template> {
  const { files } = JSON.parse(readFileSync(join(assembly, templateFile.replace(/template\.json$/, 'assets.json')), 'utf8'));
  return new Map(Object.entries<any>(files).filter(([, { source }]) => source.path?.endsWith('.nested.template.json'))
    .map(([hash, { source }]) => [hash, read(assembly, source.path)]));
}

function fill(stack: Stack, { Resources = {}, Parameters = {}, Outputs = {} }: Template, nested: ReadonlyMap<string, Template> = new Map()): void {
  const made = new Map<string, CfnResource>();
  for (const [id, { Type, Properties }] of Object.entries(Resources)) {
    if (Type === 'AWS::CloudFormation::Stack') {
      const hash = [...nested.keys()].find((known) => JSON.stringify(Properties.TemplateURL).includes(known))!;
      const inside = new NestedStack(stack, id, { parameters: Properties.Parameters });
      fill(inside, nested.get(hash)!);
      made.set(id, inside.nestedStackResource as CfnResource);
    } else {
      loadTypes(Type);
      made.set(id, new CfnResource(stack, id, { type: Type, properties: Properties }));
    }
  }
  for (const [id, { DependsOn = [] }] of Object.entries(Resources)) {
    [DependsOn].flat().forEach((other: string) => made.get(id)!.addResourceDependency(made.get(other)!));
  }
  // what the synthesizer adds to every stack by itself is not made twice.
  Object.entries(Parameters).filter(([id]) => id !== 'BootstrapVersion').forEach(([id, { Type }]) => new CfnParameter(stack, id, { type: Type }));
  Object.entries(Outputs).forEach(([id, { Value }]) => new CfnOutput(stack, `Output${id}`, { value: Value }));
}

/** The modules that whoever writes these L1s by hand has to load: 'AWS::S3::Bucket' stands in 'aws-cdk-lib/aws-s3'. */
function loadTypes(type: string): void {
  const [, service, name] = type.split('::');
  const module = { Lambda: 'lambda', StepFunctions: 'stepfunctions' }[service] ?? service.toLowerCase();
  if (type.startsWith('AWS::') && service !== 'CloudFormation') {
    // reading the class is what loads it.
    void load(`aws-cdk-lib/aws-${module}`)[`Cfn${name}`];
  }
}
