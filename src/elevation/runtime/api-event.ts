/**
 * What API Gateway hands over, as far as it matters here.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html (payload format 2.0)
 */
export interface ApiEvent {
  readonly routeKey: string;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly pathParameters?: Readonly<Record<string, string | undefined>>;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: { readonly requestId?: string; readonly authorizer?: unknown };
}

/** A call that was read: all that its route asks for is there, and nothing else. */
export interface ApiCall {
  /** Id of the person in the identity store. */
  readonly callerId: string;
  /** Of the elevation that the path names. */
  readonly id: string;
  readonly idempotencyKey: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string | number | boolean>>;
}
