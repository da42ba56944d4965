import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';

export interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** The client asks for new ones before. */
  readonly expiration?: Date;
}

/** Credentials of a role of another account; a client asks for new ones when they are nearly over. */
export function assumedCredentials(client: STSClient, roleArn: string, sessionName: string): () => Promise<TemporaryCredentials> {
  return async () => {
    const { Credentials } = await client.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName, DurationSeconds: 900 }));
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials!;
    return { accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: SessionToken!, expiration: Expiration };
  };
}
