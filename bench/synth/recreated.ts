// The floor of a landing zone: its own templates, read from an assembly and made again of bare L1s, in the same stacks and nested stacks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';

/** What of an assembly's manifest is looked at. */
interface Manifest {
  readonly artifacts: Readonly<Record<string, {
    readonly type: string;
    readonly environment?: string;
    readonly properties?: { readonly templateFile?: string };
  }>>;
}

export function recreated(assembly: string): App {
  const app = new App();
  const { artifacts } = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')) as Manifest;
  for (const [id, { type, environment, properties }] of Object.entries(artifacts)) {
    if (type === 'aws:cloudformation:stack') {
      const [, account, region] = /^aws:\/\/(.*)\/(.*)$/.exec(environment!)!;
      // the templates have the rule already.
      const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
      const stack = new Stack(app, id, { env: { account, region }, synthesizer });
      include(stack, join(assembly, properties!.templateFile!), assembly);
    }
  }
  return app;
}

function include(stack: Stack, templateFile: string, assembly: string): void {
  const resources: Record<string, any> = JSON.parse(readFileSync(templateFile, 'utf8')).Resources;
  const nested = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::CloudFormation::Stack');
  const files: Record<string, any> = JSON.parse(readFileSync(templateFile.replace(/template\.json$/, 'assets.json'), 'utf8')).files;
  new CfnInclude(stack, 'Template', {
    templateFile,
    preserveLogicalIds: true,
    loadNestedStacks: Object.fromEntries(nested.map(([logicalId, { Properties }]) => {
      const url = JSON.stringify(Properties.TemplateURL);
      const hash = Object.keys(files).find((known) => url.includes(known))!;
      return [logicalId, { templateFile: join(assembly, files[hash].source.path) }];
    })),
  });
}
