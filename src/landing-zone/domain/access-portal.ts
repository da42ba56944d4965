import type { Problem } from '../../organization/domain/problem';

/** Where people sign in to Identity Center when nobody has chosen an address of their own. */
const PORTALS: Readonly<Record<string, (identityStoreId: string) => string>> = {
  'aws': (id) => `https://${id}.awsapps.com/start`,
  'aws-us-gov': (id) => `https://start.us-gov-home.awsapps.com/directory/${id}`,
  'aws-cn': (id) => `https://start.home.awsapps.cn/directory/${id}`,
};

/** Undefined in a partition whose form is not known. */
export function defaultAccessPortal(partition: string, identityStoreId: string): string | undefined {
  return Object.hasOwn(PORTALS, partition) ? PORTALS[partition](identityStoreId) : undefined;
}

export function accessPortalProblems(url: string | undefined): Problem[] {
  return url === undefined || /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(\/[\w.~/-]*)?$/i.test(url) ? [] : [{
    code: 'AccessPortalUrl',
    problem: `'accessPortalUrl' is '${url}'; it must be an https address of a host and a path, without '#' and '?'`,
    fix: "copy the AWS access portal URL from the settings of Identity Center, such as 'https://your-company.awsapps.com/start'",
  }];
}
