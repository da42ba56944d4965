import { CustomResource, Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BundledFunction } from './bundled-function';
import type { Permission } from './handler-claims';
import type { WildcardReason } from './wildcard-reason';

export interface ResourceHandlerProps {
  /** The handler's folder below assets/; it answers through `customResource` of private/runtime. */
  readonly bundle: string;
  /** All that the handler may do besides writing its log. */
  readonly permissions: readonly Permission[];
  /** Why a permission has a wildcard in its resource. */
  readonly wildcards: readonly WildcardReason[];
  /** Five minutes where nothing is said. */
  readonly timeout?: Duration;
  readonly environment?: Record<string, string>;
  readonly rolePath?: string;
}

/** The handler of custom resources: one function, which CloudFormation calls and which answers it. */
export class ResourceHandler extends Construct {
  public readonly handler: BundledFunction;

  public constructor(scope: Construct, id: string, props: ResourceHandlerProps) {
    super(scope, id);
    this.handler = new BundledFunction(this, 'Function', props);
  }

  /** A resource of this handler. It waits for the whole handler, and goes before it. */
  public resource(id: string, resourceType: string, properties: Record<string, unknown>): CustomResource {
    const resource = new CustomResource(this, id, {
      serviceToken: this.handler.functionArn,
      resourceType,
      properties,
      // an hour is what CloudFormation waits for a function that cannot even start.
      serviceTimeout: this.handler.timeout.plus(Duration.minutes(1)),
    });
    resource.node.addDependency(this.handler);
    return resource;
  }
}
