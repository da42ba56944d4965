import type { SessionDenialOptions } from '../containment/session-denial-policies';
import type { BreakGlassOptions } from '../elevation/break-glass-props';
import type { ElevationPolicy } from '../elevation/elevation-policy';
import type { ElevationOptions } from '../elevation/jit-elevation-props';

/** How people of a landing zone get access for a time, how open sessions end, and the way in when nothing else works. */
export interface LandingZoneAccessProps {
  /**
   * Who may ask for which privileged set for a limited time, where, and whose consent it takes. A privileged set that neither a rule nor a policy gives to
   * anybody is a warning. Raises what is documented at `ElevationPolicy` and `JitElevation`.
   *
   * @default - nobody is lent anything
   */
  readonly elevation?: ElevationPolicy[];

  /**
   * How people ask, and what happens around it. Raises what is documented at `ElevationOptions`, and `ElevationPoliciesMissing` without `elevation`.
   *
   * @default - people sign their calls, and alarms tell the topic of detections where Identity Center is administered from the audit account, else nobody
   */
  readonly elevationOptions?: ElevationOptions;

  /**
   * How many policies there are to deny open sessions with, which is always possible. Raises what is documented at `SessionDenialPolicies`.
   *
   * @default - two policies, attached to the root; alarms tell the topic of detections where Identity Center is administered from the audit account, else nobody
   */
  readonly sessionDenial?: SessionDenialOptions;

  /**
   * Roles for emergencies that the landing zone makes, outside Identity Center, with an alarm over every use and a daily check. Guardrails leave them alone but
   * the one over the audit trail. `Detections` tells of their use, so `alarmOnUse` is false unless it is given. Raises what is documented at `BreakGlass`.
   *
   * @default - none are made; name those that exist in `breakGlassRoles`
   */
  readonly breakGlass?: BreakGlassOptions;
}
