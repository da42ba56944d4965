import { type KeyObject, createSign, generateKeyPairSync } from 'node:crypto';
import { CreateGroupMembershipCommand, IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { DeployedOrganization } from './deployed-organization';

export const ISSUER = 'https://login.deployed.example';
export const PEOPLE = ['ann', 'bob', 'carl'];

export interface EmulatedState {
  readonly identityStoreId: string;
  readonly instanceArn: string;
  readonly scimEndpoint: string;
  readonly scimToken: string;
  readonly now: number;
}

export interface SentRequest {
  readonly key?: string;
  readonly body?: object;
  readonly session?: string;
}

/** An organization whose people come by synchronization, and show who they are by tokens of an issuer of their own. */
export class PeopleWithTokens extends DeployedOrganization {
  readonly ids: Record<string, string> = {};
  readonly groups: Record<string, string> = {};
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });

  async state(): Promise<EmulatedState> {
    return this.aws.control<EmulatedState>('GET', 'state');
  }

  /** @param members of each group */
  protected async people(members: Readonly<Record<string, readonly string[]>>): Promise<void> {
    const { identityStoreId: IdentityStoreId, scimEndpoint, scimToken } = await this.state();
    for (const person of PEOPLE) {
      const answer = await fetch(`${scimEndpoint.replace(/\/$/, '')}/Users`, {
        method: 'POST', headers: { 'authorization': `Bearer ${scimToken}`, 'content-type': 'application/scim+json', 'user-agent': 'test' },
        body: JSON.stringify({
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: `${person}@deployed.example`, externalId: `external-${person}`, active: true,
          displayName: person, name: { givenName: person, familyName: person }, emails: [{ value: `${person}@deployed.example`, type: 'work', primary: true }],
        }),
      });
      this.ids[person] = (await answer.json() as { id: string }).id;
    }
    const store = new IdentitystoreClient(this.aws.client);
    for (const [group, people] of Object.entries(members)) {
      this.groups[group] = await this.createGroup(group);
      for (const member of people) {
        await store.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId: this.groups[group], MemberId: { UserId: this.ids[member] } }));
      }
    }
    const { kty, n, e } = this.keys.publicKey.export({ format: 'jwk' });
    await this.aws.control('POST', 'token-issuers', { issuer: ISSUER, keys: { keys: [{ kty, n, e, kid: '1', alg: 'RS256', use: 'sig' }] } });
  }

  async token(claims: Record<string, unknown> = {}, key: KeyObject = this.keys.privateKey): Promise<string> {
    const { now } = await this.state();
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'RS256', kid: '1' })}.${part({ iss: ISSUER, aud: 'elevation', exp: Math.floor(now) + 600, sub: 'external-ann', ...claims })}`;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key).toString('base64url')}`;
  }

  /** @param url of an API and the path in it */
  async request(url: string, method: string, authorization: string | undefined, { key, body, session }: SentRequest = {}) {
    const answer = await fetch(url, {
      method, body: body && JSON.stringify(body),
      headers: {
        ...(authorization ? { authorization } : {}), ...(key ? { 'idempotency-key': key } : {}), ...(body ? { 'content-type': 'application/json' } : {}),
        ...(session ? { 'x-amz-security-token': session } : {}),
      },
    });
    const text = await answer.text();
    return { status: answer.status, location: answer.headers.get('location'), body: text.startsWith('{') ? JSON.parse(text) : text };
  }
}
