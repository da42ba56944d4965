import { App, Stack } from 'aws-cdk-lib';
import { MfaEvidenceSCP, type MfaEvidenceSCPProps, Rollout, Stage } from '../../src';
import { MANAGEMENT, smallOrganization } from '../support/small-organization';

/** For each code, the least that provokes it. */
export type Provocations = Record<string, () => unknown>;

export const stack = (account = MANAGEMENT, region = 'eu-west-1') => new Stack(new App(), 'Stack', { env: { account, region } });
export const nowhere = Rollout.stages([]);
export const enforced = Stage.enforce({ acknowledgement: 'tried' });
export const onSandbox = Rollout.stages([{ unit: 'Sandbox', stage: enforced }]);
export const mfaEvidence = (one: Stack, change: Partial<MfaEvidenceSCPProps> = {}) =>
  new MfaEvidenceSCP(one, 'Mfa', { organization: smallOrganization(), rollout: nowhere, asOf: '2026-11-01', ...change });
