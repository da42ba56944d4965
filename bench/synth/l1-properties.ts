import { createRequire } from 'node:module';
import { App, Stack } from 'aws-cdk-lib';

const load = createRequire(__filename);

/** A resource of a template as the L1 that makes it. */
export interface L1Resource {
  readonly module: string;
  readonly className: string;
  readonly props: object;
}

/** Asks the L1 classes themselves what their properties are called: 'BucketName' of a template is 'bucketName' of the class. */
export class L1Properties {
  private readonly stack = new Stack(new App(), 'Asked');
  private asked = 0;

  public of({ Type, Properties = {} }: { readonly Type: string; readonly Properties?: object }): L1Resource {
    const [vendor, service, name] = Type.split('::');
    if (vendor !== 'AWS' || service === 'CloudFormation') {
      return { module: 'aws-cdk-lib', className: 'CfnResource', props: { type: Type, properties: Properties } };
    }
    const module = `aws-cdk-lib/aws-${service.toLowerCase()}`;
    const className = `Cfn${name}`;
    const parser = { parseValue: hidden, handleAttributes: () => undefined };
    const { cfnProperties } = load(module)[className]._fromCloudFormation(this.stack, `Resource${this.asked++}`, { Properties }, { parser });
    return { module, className, props: shown(JSON.parse(JSON.stringify(cfnProperties))) as object };
  }
}

const REFERENCE = '\u0000';

/** References as text: some classes look at once whether a property is a string. */
function hidden(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const names = Object.keys(value);
  return names.length === 1 && /^(Ref$|Fn::)/.test(names[0]) ? REFERENCE + JSON.stringify(value) : mapped(value, hidden);
}

function shown(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith(REFERENCE)) {
    return JSON.parse(value.slice(REFERENCE.length));
  }
  return typeof value === 'object' && value !== null ? mapped(value, shown) : value;
}

function mapped(value: object, change: (inner: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(change) : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner)]));
}
