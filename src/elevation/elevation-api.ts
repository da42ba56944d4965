import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnApi, CfnAuthorizer, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { API_ROUTES, routeKey } from './domain/api-routes';
import { apiPermissions } from './elevation-api-permissions';
import type { ElevationAuthorization } from './elevation-authorization';
import { ELEVATION_ENVIRONMENT as TOLD } from './elevation-environment';
import type { Organization } from '../organization/organization';
import { BundledFunction } from '../private/bundled-function';
import { madeName } from '../private/made-name';

export interface ElevationApiProps {
  /** With Identity Center. */
  readonly organization: Organization;
  readonly authorization: ElevationAuthorization;
  /** The table of elevations, which also holds tokens and rules. */
  readonly table: { readonly tableName: string; readonly tableArn: string };
  readonly stateMachineArn: string;
  /** The function that takes access away. */
  readonly endFunctionArn: string;
  /** Calls a second of everybody together; 20 where nothing is said, and twice as many at once. */
  readonly callsPerSecond?: number;
}

const LOG_DAYS = 365;

/** The HTTP API by which people ask, consent and end. Its function can give nobody access: it writes requests, and others act on them. */
export class ElevationApi extends Construct {
  /** Where it is called, without a slash at the end. */
  public readonly url: string;
  public readonly api: CfnApi;
  /** The path of its role is not one of elevation: guardrails let it change no assignment. */
  public readonly handler: BundledFunction;
  private readonly name: string;

  public constructor(scope: Construct, id: string, private readonly props: ElevationApiProps) {
    super(scope, id);
    this.name = madeName(this, 'elevation-api');
    // without `corsConfiguration` no page of another origin may call.
    this.api = new CfnApi(this, 'Api', { name: this.name, protocolType: 'HTTP', description: 'Elevation: ask, consent, end' });
    this.url = this.api.attrApiEndpoint;
    this.handler = this.function();
    this.stage();
    this.routes();
  }

  private function(): BundledFunction {
    const { organization, authorization, table, stateMachineArn, endFunctionArn } = this.props;
    const tokens = authorization._tokens();
    return new BundledFunction(this, 'Function', {
      bundle: 'elevation/runtime/elevation-api.lambda',
      ...apiPermissions({
        organization, tableArn: table.tableArn, stateMachineArn, endFunctionArn, asksForRoles: tokens === undefined, account: Stack.of(this).account,
      }),
      // API Gateway waits for 30 seconds.
      timeout: Duration.seconds(25),
      memoryMegabytes: 512,
      environment: {
        [TOLD.elevationsTable]: table.tableName,
        [TOLD.identityStoreId]: organization.identityCenter!.identityStoreId,
        [TOLD.stateMachineArn]: stateMachineArn,
        [TOLD.endFunction]: endFunctionArn,
        ...(tokens
          ? { [TOLD.tokenIssuer]: tokens.issuer, [TOLD.externalIdIssuer]: tokens.externalIdIssuer } : { [TOLD.accountId]: Stack.of(this).account }),
      },
    });
  }

  private stage(): void {
    const { callsPerSecond = 20 } = this.props;
    const log = new CfnLogGroup(this, 'AccessLog', { logGroupName: `/aws/vendedlogs/http-api/${this.name}`, retentionInDays: LOG_DAYS });
    log.applyRemovalPolicy(RemovalPolicy.DESTROY);
    new CfnStage(this, 'Stage', {
      apiId: this.api.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: callsPerSecond, throttlingBurstLimit: callsPerSecond * 2, detailedMetricsEnabled: true },
      accessLogSettings: { destinationArn: log.attrArn, format: ACCESS_LINE },
    });
  }

  private routes(): void {
    const { authorization } = this.props;
    const tokens = authorization._tokens();
    const authorizer = tokens && new CfnAuthorizer(this, 'Authorizer', {
      apiId: this.api.ref, name: 'tokens', authorizerType: 'JWT', identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer: tokens.issuer, audience: [...tokens.audience] },
    });
    const integration = new CfnIntegration(this, 'Integration', {
      apiId: this.api.ref, integrationType: 'AWS_PROXY', integrationUri: this.handler.functionArn, payloadFormatVersion: '2.0',
    });
    new CfnPermission(this, 'Invocation', {
      action: 'lambda:InvokeFunction', functionName: this.handler.functionArn, principal: 'apigateway.amazonaws.com',
      sourceArn: Stack.of(this).formatArn({ service: 'execute-api', resource: this.api.ref, resourceName: '*/*', arnFormat: ArnFormat.SLASH_RESOURCE_NAME }),
    });
    for (const route of API_ROUTES) {
      new CfnRoute(this, `${route.operationId[0].toUpperCase()}${route.operationId.slice(1)}`, {
        apiId: this.api.ref, routeKey: routeKey(route), target: `integrations/${integration.ref}`,
        ...(authorizer ? { authorizationType: 'JWT', authorizerId: authorizer.ref } : { authorizationType: 'AWS_IAM' }),
      });
    }
  }
}

/** Who was refused before the function saw it, and why; no address and nothing of a token. */
const ACCESS_LINE = JSON.stringify({
  requestId: '$context.requestId', time: '$context.requestTimeEpoch', route: '$context.routeKey', status: '$context.status',
  milliseconds: '$context.responseLatency', refused: '$context.authorizer.error', failed: '$context.integrationErrorMessage',
});
