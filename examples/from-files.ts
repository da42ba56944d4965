// Any organization and any access model, as files:
//   cdk synth -c organization=organization.json -c access-model=access-model.json
// or `npm run demo -- --organization FILE --access-model FILE`.
import { App } from 'aws-cdk-lib';
import { landingZoneProps, readAccessModel, warnOfIgnored, warnOfUnjustified } from './access-model';
import { LandingZone, Organization } from 'cdk-zero-trust-landing-zone';

export const app = new App();

const files = { organization: app.node.tryGetContext('organization'), model: app.node.tryGetContext('access-model') };
if (!files.organization || !files.model) {
  throw new Error('say which files to read: -c organization=FILE -c access-model=FILE');
}
const organization = Organization.fromSnapshot(files.organization);
// dates are compared with the day of the snapshot, so that the same files give the same report on any day.
const model = readAccessModel(files.model);
const props = landingZoneProps(model, organization, organization.takenAt.slice(0, 10));
const landingZone = new LandingZone(app, 'FromFiles', props);
warnOfUnjustified(landingZone, props);
warnOfIgnored(landingZone, model);
