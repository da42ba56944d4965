import type { Provocations } from './provocations';
import { ElevationAuthorization, type ElevationTokens } from '../../src/elevation/elevation-authorization';

const tokens = (change: Partial<ElevationTokens>) => () => ElevationAuthorization.jwt({ issuer: 'https://login.small.example', audience: ['elevation'], ...change });

export const ELEVATION_API: Provocations = {
  ElevationTokenIssuer: tokens({ issuer: 'http://login.small.example' }),
  ElevationTokenAudience: tokens({ audience: [] }),
  ElevationExternalIdIssuer: tokens({ externalIdIssuer: 'aws:sso' }),
};
