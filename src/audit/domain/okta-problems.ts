import type { Problem } from '../../organization/domain/problem';

/** One label and one of Okta's own domains: an org. The name of its administrators' console is another host. */
const HOSTED = /^https:\/\/(?![a-z0-9-]*-admin\.)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.(?:okta|oktapreview|okta-emea)\.com$/;
const HOST = /^https:\/\/(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const OKTA_DOMAIN = /\.(?:okta|oktapreview|okta-emea)\.com$/;

export function hostedUrlProblems(url: string): Problem[] {
  return HOSTED.test(url) ? [] : [{
    code: 'OktaOrgUrl',
    problem: `OktaOrgUrl.hosted is given '${url}'; it must be https, the org's name and okta.com, oktapreview.com or okta-emea.com, without a path, and not the '-admin' one`,
    fix: "write it such as 'https://your-company.okta.com', or use OktaOrgUrl.customDomain for a domain of your own",
  }];
}

export function customDomainProblems(url: string): Problem[] {
  return HOST.test(url) && !OKTA_DOMAIN.test(url) ? [] : [{
    code: 'OktaCustomDomain',
    problem: `OktaOrgUrl.customDomain is given '${url}'; it must be https and a host name in lower case that is not Okta's own, without a port or a path`,
    fix: "write it such as 'https://login.your-company.example', or use OktaOrgUrl.hosted for a domain of Okta",
  }];
}

export const LEAST_HEARTBEAT_MINUTES = 5;
/** As far as an alarm with periods of a minute can look back. */
export const MOST_HEARTBEAT_MINUTES = 1_440;
const LONGEST_SOURCE_NAME = 256;

export function heartbeatProblems(minutes: number): Problem[] {
  return Number.isInteger(minutes) && minutes >= LEAST_HEARTBEAT_MINUTES && minutes <= MOST_HEARTBEAT_MINUTES ? [] : [{
    code: 'OktaHeartbeat',
    problem: `'heartbeatMinutes' is ${minutes}; it must be a whole number from ${LEAST_HEARTBEAT_MINUTES} to ${MOST_HEARTBEAT_MINUTES}`,
    fix: 'choose the longest time in which nobody signs in on a quiet night',
  }];
}

export function sourceNameProblems(name: string): Problem[] {
  return /^aws\.partner\/okta\.com(\/[._A-Za-z0-9-]+){2}$/.test(name) && name.length <= LONGEST_SOURCE_NAME ? [] : [{
    code: 'OktaEventSource',
    problem: `'eventSourceName' is '${name}'; it must be 'aws.partner/okta.com/', the org's name, '/' and the name given in Okta, at most ${LONGEST_SOURCE_NAME} characters`,
    fix: "copy it from 'Partner event sources' in the EventBridge console, in the account and Region of the stack",
  }];
}

/** Where a secret has to be. */
export interface SecretPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

export function secretProblems(arn: string, { partition, region, account }: SecretPlace): Problem[] {
  const [, inPartition, inRegion, inAccount] = /^arn:([^:]+):secretsmanager:([^:]+):(\d{12}):secret:[\w/+=.@-]+-[A-Za-z0-9]{6}$/.exec(arn) ?? [];
  return inPartition === partition && inRegion === region && inAccount === account ? [] : [{
    code: 'OktaTokenSecret',
    problem: `'apiTokenSecretArn' is '${arn}'; it must be the full ARN, with its six last characters, of a secret in account ${account} and Region ${region}`,
    fix: 'make the secret there and copy its ARN from the Secrets Manager console; never write the token itself here',
  }];
}
