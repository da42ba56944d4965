import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SNAPSHOT_CALLS, type SnapshotCall, aboutText, actionOf } from '../../src/organization/runtime/snapshot-calls';
import type { OrganizationReader } from '../../src/organization/runtime/snapshot-ports';

export interface OrganizationsEndpoint {
  readonly url: string;
  /** IAM actions of the calls that arrived. */
  readonly actions: string[];
  /** What to refuse the next calls with, first come first served; `count` times. */
  refuse(call: SnapshotCall, error: string, message: string, count?: number): void;
  stop(): Promise<void>;
}

/** A loopback server that speaks the protocol of the Organizations and Identity Center APIs for an organization in memory. */
export async function organizationsEndpoint(organization: OrganizationReader): Promise<OrganizationsEndpoint> {
  const actions: string[] = [];
  const refusals: { call: SnapshotCall; error: string; message: string; left: number }[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const [api, operation] = String(request.headers['x-amz-target']).split('.');
      const service = /^(AWSOrganizations|SWBExternal|AWSIdentityStore)/.exec(api)?.[1];
      const action = `${{ AWSOrganizations: 'organizations', SWBExternal: 'sso', AWSIdentityStore: 'identitystore' }[String(service)]}:${operation}`;
      const call = (Object.keys(SNAPSHOT_CALLS) as SnapshotCall[]).find((candidate) => actionOf(candidate) === action)!;
      actions.push(action);
      const answer = (status: number, body: object) => response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
      const refusal = refusals.find((candidate) => candidate.call === call && candidate.left > 0);
      if (refusal) {
        refusal.left--;
        answer(400, { __type: refusal.error, message: refusal.message });
        return;
      }
      const { NextToken, ...parameters } = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
      const { items: member, about = [] } = SNAPSHOT_CALLS[call];
      const Region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(String(request.headers.authorization))![1];
      const subject = about.length === 0 ? undefined : aboutText(...about.map((name) => ({ ...parameters, Region })[name]!));
      const { items, next } = await organization.page(call, subject, NextToken);
      answer(200, { [member]: withEpochDates(call.startsWith('Describe') ? items[0] : items), NextToken: next ?? null });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    actions,
    refuse: (call, error, message, count = 1) => void refusals.push({ call, error, message, left: count }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The protocol's timestamps are seconds. */
function withEpochDates(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (name, member) => /(Timestamp|Date|DateEnabled)$/.test(name) ? Date.parse(member) / 1_000 : member);
}
