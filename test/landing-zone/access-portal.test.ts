import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { accessPortalProblems, defaultAccessPortal } from '../../src/landing-zone/domain/access-portal';
import { landingZone } from '../support/landing-zone';

test.each([
  ['aws', 'https://d-0123456789.awsapps.com/start'],
  ['aws-us-gov', 'https://start.us-gov-home.awsapps.com/directory/d-0123456789'],
  ['aws-cn', 'https://start.home.awsapps.cn/directory/d-0123456789'],
  ['aws-iso', undefined],
  ['constructor', undefined],
])('people of the partition %s sign in at %s', (partition, url) => {
  expect(defaultAccessPortal(partition, 'd-0123456789')).toBe(url);
});

test.each([
  undefined,
  'https://your-company.awsapps.com/start',
  'https://d-0123456789.awsapps.com/start/',
  'https://ssoins-0123456789abcdef.portal.eu-west-1.app.aws',
  'https://start.us-gov-home.awsapps.com/directory/your-company',
])('%s is an address to sign in at', (url) => {
  expect(accessPortalProblems(url)).toEqual([]);
});

test.each([
  '', 'your-company', 'http://your-company.awsapps.com/start', 'https://localhost/start', 'https://your-company.awsapps.com/start/#/', 'https://a.b/start?x=1',
  'https://user@a.b/start', 'https://a.b/start\nsso_region = x', 'https://a.b/sta rt', ' https://a.b/start', 'https://a.b:443/start', 'javascript://a.b/start',
])('%j is none', (url) => {
  expect(accessPortalProblems(url).map(({ code }) => code)).toEqual(['AccessPortalUrl']);
});

const folderOf = (app: App) => join(app.synth().directory, 'access-report', 'aws-config');

test('each group of a landing zone has a file beside the report, which has the address', () => {
  const { app } = landingZone();
  const folder = folderOf(app);
  expect(readdirSync(folder)).toEqual(['readers']);
  expect(readFileSync(join(folder, 'readers'), 'utf8')).toContain('sso_start_url = https://d-0123456789.awsapps.com/start\nsso_region = eu-west-1\n');
  expect(JSON.parse(readFileSync(join(folder, '..', 'report.json'), 'utf8')).organization.accessPortalUrl).toBe('https://d-0123456789.awsapps.com/start');
});

test('an address that a team has chosen is the one in the files', () => {
  const { app } = landingZone({ accessPortalUrl: 'https://your-company.awsapps.com/start' });
  expect(readFileSync(join(folderOf(app), 'readers'), 'utf8')).toContain('sso_start_url = https://your-company.awsapps.com/start\n');
});

test('a group that holds nothing any more has no file left', () => {
  const app = new App();
  mkdirSync(join(app.outdir, 'access-report', 'aws-config'), { recursive: true });
  writeFileSync(join(app.outdir, 'access-report', 'aws-config', 'leavers'), 'stale');
  landingZone({ access: [] }, app);
  expect(existsSync(folderOf(app))).toBe(false);
});
