import type { IConstruct } from 'constructs';
import { all } from './construct-tree';
import { type AccountName, machinesOf, partOf, runningPart } from './part';
import { SessionDenial } from '../../containment/session-denial';
import { SessionDenialPolicies } from '../../containment/session-denial-policies';
import { BreakGlass } from '../../elevation/break-glass';
import { JitElevation } from '../../elevation/jit-elevation';
import type { LandingZoneParts } from '../domain/landing-zone-parts';

/** What lends access, what denies open sessions, and the way in for emergencies. */
export function elevationParts(
  constructs: readonly IConstruct[], accountName: AccountName,
): Pick<LandingZoneParts, 'elevations' | 'sessionDenials' | 'denialPolicies' | 'breakGlasses'> {
  return {
    elevations: all(constructs, JitElevation).map((one) => {
      const { rules } = one._lent();
      return {
        ...runningPart(one, ['AWS::DynamoDB::Table', 'Custom::ElevationRules'], accountName),
        machines: machinesOf(one),
        policies: rules.length,
        withoutConsent: rules.filter(({ stages }) => stages.length === 0).map(({ name }) => name),
      };
    }),
    sessionDenials: all(constructs, SessionDenial).map((one) => runningPart(one, ['AWS::DynamoDB::Table'], accountName)),
    denialPolicies: all(constructs, SessionDenialPolicies).map((one) => ({
      ...partOf(one, ['Custom::SessionDenialPolicies'], accountName), policies: one.policyNames,
    })),
    breakGlasses: all(constructs, BreakGlass).map((one) => ({
      ...runningPart(one, ['AWS::IAM::Role', 'AWS::CloudFormation::StackSet'], accountName), accounts: one.roleArns.length,
    })),
  };
}
