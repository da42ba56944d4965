import { createHash, createHmac } from 'node:crypto';

export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface UnsignedRequest {
  readonly method: string;
  readonly host: string;
  /** As it is sent: its segments are encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface SigningScope {
  readonly credentials: SigningCredentials;
  readonly region: string;
  /** The name under which the service signs. */
  readonly service: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Headers with which AWS takes a request, for a service that the SDK has no client for. The host stands in none of them: whoever sends adds it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signedHeaders(request: UnsignedRequest, { credentials, region, service }: SigningScope, nowMs: number): Record<string, string> {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = stamp.slice(0, 8);
  const payloadHash = sha256(request.body ?? '');
  const sent: Record<string, string> = {
    ...request.headers,
    'x-amz-date': stamp,
    'x-amz-content-sha256': payloadHash,
    ...(credentials.sessionToken === undefined ? {} : { 'x-amz-security-token': credentials.sessionToken }),
  };
  const headers: Record<string, string> = { ...sent, host: request.host };
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    // encoded once more, as every service but S3 does it.
    request.path.split('/').map(encoded).join('/'),
    queryString(request.query),
    ...names.map((name) => `${name}:${headers[name].trim().replace(/\s+/g, ' ')}`),
    '',
    names.join(';'),
    payloadHash,
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [region, service, 'aws4_request'].reduce<Buffer>(hmac, hmac(`AWS4${credentials.secretAccessKey}`, day));
  const signature = hmac(key, [ALGORITHM, stamp, scope, sha256(canonical)].join('\n')).toString('hex');
  return { ...sent, authorization: `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}` };
}

/** As it is signed, and as it is sent. */
export function queryString(query: Readonly<Record<string, string>> = {}): string {
  return Object.keys(query).sort().map((name) => `${encoded(name)}=${encoded(query[name])}`).join('&');
}

/** More than `encodeURIComponent` leaves alone is encoded. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
