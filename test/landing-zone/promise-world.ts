import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { type LandingZoneProps, OktaOrgUrl, Rollout } from '../../src';
import type { EvidenceFacts, PromiseFacts } from '../../src/report/domain/report-model';
import { landingZone } from '../support/landing-zone';
import { AUDIT } from '../support/small-organization';

export const [HOME, GLOBAL] = ['eu-west-1', 'us-east-1'];

/** A landing zone in which everything is asked for that the audit account can do. */
export function auditedLandingZone(change: Partial<LandingZoneProps> = {}) {
  return landingZone({
    configRecorders: {},
    securityPosture: {},
    oktaEvents: {
      oktaOrgUrl: OktaOrgUrl.hosted('https://small.okta.com'), eventSourceName: 'aws.partner/okta.com/small/audit',
      apiTokenSecretArn: `arn:aws:secretsmanager:${HOME}:${AUDIT}:secret:okta/token-a1B2c3`,
    },
    activityView: { readerPermissionSets: ['ReadOnly'] },
    rollout: Rollout.stages([]),
    ...change,
  });
}

/** The report of a synth, with the promises by id. */
export function reported(app: App) {
  const { directory } = app.synth();
  const report = JSON.parse(readFileSync(join(directory, 'access-report', 'report.json'), 'utf8'));
  const promises: PromiseFacts[] = report.promises;
  const named = (id: string) => promises.find((promise) => promise.id === id)!;
  const namesOf = (id: string, kind: string) => named(id).shownBy.flatMap(({ names }) => names).filter((one) => one.kind === kind)
    .flatMap(({ names }) => names);
  const rows = (id: string, kind: EvidenceFacts['kind']) => named(id).shownBy.filter((one) => one.kind === kind);
  const template = (stackName: string) => JSON.parse(readFileSync(join(directory, `${stackName}.template.json`), 'utf8'));
  return { directory, report, promises, named, namesOf, rows, template };
}
