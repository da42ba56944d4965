import type { Messages } from './messages';

export const AUDIT: Messages = {
  ConfigResourceTypes: [
    "ConfigRecording.only is given 'S3 buckets'; it must be resource types, at least one, each once",
    "write them such as 'AWS::EC2::Instance', or use ConfigRecording.all()",
    'ConfigRecording.only',
  ],
  ConfigNothingRecorded: [
    "'recording' has global types only ('AWS::IAM::Role'), which are recorded in the home Region; 'regions' names 2",
    'name the home Region only, or record a type that every Region has',
    'Stack/Config',
  ],
  ConfigHomeRegion: [
    "'regions' ('us-east-1') leaves out eu-west-1, where global resource types are recorded",
    "add 'eu-west-1'",
    'Stack/Config',
  ],
  OktaOrgUrl: [
    "OktaOrgUrl.hosted is given 'https://small.okta.com.evil.example'; it must be https, the org's name and okta.com, oktapreview.com or okta-emea.com, without a path, and not the '-admin' one",
    "write it such as 'https://your-company.okta.com', or use OktaOrgUrl.customDomain for a domain of your own",
    'OktaOrgUrl.hosted',
  ],
  OktaCustomDomain: [
    "OktaOrgUrl.customDomain is given 'http://login.small.example'; it must be https and a host name in lower case that is not Okta's own, without a port or a path",
    "write it such as 'https://login.your-company.example', or use OktaOrgUrl.hosted for a domain of Okta",
    'OktaOrgUrl.customDomain',
  ],
  OktaHeartbeat: [
    "'heartbeatMinutes' is 4; it must be a whole number from 5 to 1440",
    'choose the longest time in which nobody signs in on a quiet night',
    'Stack/Okta',
  ],
  OktaEventSource: [
    "'eventSourceName' is 'aws.partner/auth0.com/small/audit'; it must be 'aws.partner/okta.com/', the org's name, '/' and the name given in Okta, at most 256 characters",
    "copy it from 'Partner event sources' in the EventBridge console, in the account and Region of the stack",
    'Stack/Okta',
  ],
  OktaTokenSecret: [
    "'apiTokenSecretArn' is 'okta-token'; it must be the full ARN, with its six last characters, of a secret in account 000000000002 and Region eu-west-1",
    'make the secret there and copy its ARN from the Secrets Manager console; never write the token itself here',
    'Stack/Okta',
  ],
};
