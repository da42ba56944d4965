import { type CfnElement, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction, FunctionOptions } from 'aws-cdk-lib/aws-lambda';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { HandlerRole } from './handler-role';
import { type WildcardReason, explainWildcards } from './wildcard-reason';

export interface ResourceHandlerProps {
  /** Makes the function; a handler that throws fails the deployment. */
  readonly makeFunction: (scope: Construct, id: string, options: FunctionOptions) => LambdaFunction;
  /** All that the handler may do besides writing its log. */
  readonly statements: PolicyStatement[];
  /** Why a statement has a wildcard in its resource. */
  readonly wildcards: WildcardReason[];
}

/** The handler of custom resources: our function and CDK's framework function, each with a role and a log of its own. */
export class ResourceHandler extends Construct {
  private readonly provider: Provider;

  public constructor(scope: Construct, id: string, props: ResourceHandlerProps) {
    super(scope, id);
    const handlerRole = new HandlerRole(this, 'HandlerRole', props.statements);
    const frameworkRole = new HandlerRole(this, 'FrameworkRole');
    const handler = props.makeFunction(this, 'Handler', { ...handlerRole.options, timeout: Duration.minutes(5), memorySize: 256 });
    this.provider = new Provider(this, 'Provider', {
      onEventHandler: handler,
      frameworkOnEventRole: frameworkRole.role,
      logGroup: frameworkRole.logGroup,
    });
    explainWildcards(handlerRole, props.wildcards);
    const logicalId = Stack.of(this).resolve((handler.node.defaultChild as CfnElement).logicalId);
    explainWildcards(frameworkRole, [{ resource: `<${logicalId}.Arn>:*`, reason: 'CDK\'s framework may call any version of this one handler, and there is one' }]);
  }

  /** A resource of this handler. It waits for the whole handler, policies included, and goes before it. */
  public resource(id: string, resourceType: string, properties: Record<string, unknown>): CustomResource {
    const resource = new CustomResource(this, id, { serviceToken: this.provider.serviceToken, resourceType, properties });
    resource.node.addDependency(...this.node.children.filter((child) => !(child instanceof CustomResource)));
    return resource;
  }
}
