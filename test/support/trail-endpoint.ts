import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TrailReadFailure } from '../../src/audit/runtime/trail-failures';
import type { PublicKeys, TrailObjects } from '../../src/audit/runtime/trail-ports';

export interface TrailEndpoint {
  readonly url: string;
  /** Requests in words: `list PREFIX`, `get KEY`, `versions KEY`, `keys REGION`. */
  readonly requests: string[];
  /** What to refuse the requests with whose words match, `count` times. */
  refuse(words: RegExp, status: number, code: string, count?: number): void;
  /** Ends the connection in the middle of the next bodies whose words match. */
  cutOff(words: RegExp, count?: number): void;
  stop(): Promise<void>;
}

const PAGE = 7;
const xmlText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A loopback server that speaks S3 and CloudTrail for buckets and keys in memory; its pages are short. */
export async function trailEndpoint(objects: TrailObjects, keys: PublicKeys): Promise<TrailEndpoint> {
  const requests: string[] = [];
  const refusals: { words: RegExp; status: number; code: string; left: number }[] = [];
  const cuts: { words: RegExp; left: number }[] = [];
  const next = <T extends { words: RegExp; left: number }>(rules: T[], words: string): T | undefined => {
    const rule = rules.find((candidate) => candidate.left > 0 && candidate.words.test(words));
    if (rule) {
      rule.left--;
    }
    return rule;
  };

  const answerS3 = async (url: URL, response: ServerResponse) => {
    const [, bucket, ...rest] = url.pathname.split('/');
    const key = decodeURIComponent(rest.join('/'));
    const query = url.searchParams;
    const xml = (status: number, body: string) => void response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
    const prefix = query.get('prefix') ?? '';
    const words = key ? `get ${key}` : query.has('versions') ? `versions ${prefix}` : `list ${prefix}`;
    requests.push(words);
    const refusal = next(refusals, words);
    if (refusal) {
      xml(refusal.status, `<Error><Code>${refusal.code}</Code><Message>no</Message></Error>`);
      return;
    }
    try {
      if (key) {
        const opened = await objects.open({ bucket, key }, query.get('versionId') ?? undefined);
        if (opened.kind === 'absent') {
          response.setHeader('x-amz-delete-marker', String(opened.hidden));
          xml(404, '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>');
          return;
        }
        const pieces: Uint8Array[] = [];
        for await (const piece of opened.body) {
          pieces.push(piece);
        }
        const body = Buffer.concat(pieces);
        const headers = Object.fromEntries([...opened.metadata].map(([name, value]) => [`x-amz-meta-${name}`, value]));
        response.writeHead(200, { ...headers, 'content-length': body.length, 'content-type': 'application/json', 'content-encoding': 'gzip' });
        if (next(cuts, words)) {
          response.write(body.subarray(0, body.length / 2), () => response.destroy());
          return;
        }
        response.end(body);
      } else if (query.has('versions')) {
        const versions = await objects.versions({ bucket, key: prefix });
        xml(200, `<ListVersionsResult><EncodingType>url</EncodingType>${versions.map(({ versionId, isLatest }) =>
          `<Version><Key>${encodeURIComponent(prefix)}</Key><VersionId>${versionId}</VersionId><IsLatest>${isLatest}</IsLatest></Version>`).join('')}</ListVersionsResult>`);
      } else {
        xml(200, await listing(bucket, prefix, query));
      }
    } catch (error) {
      const [status, code] = error instanceof TrailReadFailure && error.kind === 'no-bucket' ? [404, 'NoSuchBucket'] : [403, 'AccessDenied'];
      xml(status, `<Error><Code>${code}</Code><Message>${xmlText(String(error))}</Message></Error>`);
    }
  };

  const listing = async (bucket: string, prefix: string, query: URLSearchParams): Promise<string> => {
    const all: string[] = [];
    if (query.has('delimiter')) {
      all.push(...(await objects.folders({ bucket, key: prefix })).map((name) => `${prefix}${name}/`));
    } else {
      for await (const page of objects.list({ bucket, key: prefix }, query.get('start-after') ?? undefined)) {
        all.push(...page);
      }
    }
    const from = Number(query.get('continuation-token') ?? 0);
    const page = all.slice(from, from + PAGE).map(encodeURIComponent)
      .map((key) => query.has('delimiter') ? `<CommonPrefixes><Prefix>${key}</Prefix></CommonPrefixes>` : `<Contents><Key>${key}</Key></Contents>`);
    const more = from + PAGE < all.length;
    return `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : ''}${page.join('')}</ListBucketResult>`;
  };

  const answerKeys = async (region: string, body: { StartTime: number; EndTime: number; NextToken?: string }, response: ServerResponse) => {
    const words = `keys ${region}`;
    requests.push(words);
    const json = (status: number, answer: object) => void response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
    const refusal = next(refusals, words);
    if (refusal) {
      json(refusal.status, { __type: refusal.code, message: 'no' });
      return;
    }
    const all = await keys.list(region, { fromMs: body.StartTime * 1_000, toMs: body.EndTime * 1_000 });
    const from = Number(body.NextToken ?? 0);
    json(200, {
      PublicKeyList: all.slice(from, from + 1).map(({ fingerprint, validity, valueBase64 }) =>
        ({ Value: valueBase64, Fingerprint: fingerprint, ValidityStartTime: validity.fromMs / 1_000, ValidityEndTime: validity.toMs / 1_000 })),
      ...(from + 1 < all.length ? { NextToken: String(from + 1) } : {}),
    });
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(String(request.headers.authorization))?.[1] ?? '';
      const answered = request.headers['x-amz-target']
        ? answerKeys(region, JSON.parse(Buffer.concat(chunks).toString()), response)
        : answerS3(new URL(request.url!, 'http://localhost'), response);
      answered.catch((error: unknown) => response.destroy(error as Error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    refuse: (words, status, code, count = 1) => void refusals.push({ words, status, code, left: count }),
    cutOff: (words, count = 1) => void cuts.push({ words, left: count }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
