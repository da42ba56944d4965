import { type IAMClient, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import type { DeviceReader } from './break-glass-ports';

/** Second factors of users of the account that the client belongs to. */
export function iamDeviceReader(client: IAMClient): DeviceReader {
  return {
    serialNumbers: async (userArn) => {
      const UserName = userArn.slice(userArn.lastIndexOf('/') + 1);
      const found: string[] = [];
      let Marker: string | undefined;
      try {
        do {
          const page = await client.send(new ListMFADevicesCommand({ UserName, Marker }));
          found.push(...(page.MFADevices ?? []).flatMap(({ SerialNumber }) => SerialNumber ?? []));
          Marker = page.IsTruncated ? page.Marker : undefined;
        } while (Marker !== undefined);
        return found;
      } catch (error) {
        if (['NoSuchEntityException', 'NoSuchEntity'].includes((error as Error).name)) {
          return undefined;
        }
        throw error;
      }
    },
  };
}
