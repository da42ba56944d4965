import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stage, attachCustomSynthesis } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { AccountRoles } from './domain/account-roles';
import type { LandingZone } from './landing-zone';
import type { LandingZoneProps } from './landing-zone-props';
import { reportOf } from './report-facts';
import { type AwsConfigFile, awsConfig } from '../report/domain/aws-config';
import { renderHtml } from '../report/domain/report-html';
import { renderJson } from '../report/domain/report-json';
import { renderMarkdown } from '../report/domain/report-markdown';

/** Has the report written into the cloud assembly whenever the landing zone is synthesized. */
export function writeReportAtSynth(
  landingZone: LandingZone, siblings: () => readonly IConstruct[], props: LandingZoneProps, roles: AccountRoles, asOf: string,
): void {
  attachCustomSynthesis(landingZone, {
    onSynthesize: ({ outdir }) => {
      const folder = join(outdir, folderName(landingZone, siblings()));
      const report = reportOf(landingZone, props, roles, asOf);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'report.json'), renderJson(report));
      writeFileSync(join(folder, 'report.md'), renderMarkdown(report));
      writeFileSync(join(folder, 'index.html'), renderHtml(report));
      writeAwsConfig(join(folder, 'aws-config'), awsConfig(report));
    },
  });
}

function writeAwsConfig(folder: string, files: readonly AwsConfigFile[]): void {
  // a group that holds nothing any more has no file.
  rmSync(folder, { recursive: true, force: true });
  if (files.length > 0) {
    mkdirSync(folder);
  }
  files.forEach(({ name, content }) => writeFileSync(join(folder, name), content));
}

/** 'access-report', unless one assembly holds several landing zones: then each has its own. */
function folderName(landingZone: LandingZone, siblings: readonly IConstruct[]): string {
  const here = siblings.filter((other) => Stage.of(other) === Stage.of(landingZone));
  return here.length === 1 ? 'access-report' : `access-report-${landingZone.node.path.replace(/[^\w-]+/g, '-')}`;
}
