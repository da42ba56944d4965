import { refuse } from '../private/errors';
import { type RetentionData, calendarDays, complianceProblems, governanceProblems } from './domain/retention';

/** What must be said before logs become undeletable. */
export interface ComplianceProps {
  /** That it is wanted and who decided it, in a sentence. Raises `RetentionAcknowledgement` when blank. */
  readonly acknowledgement: string;
}

/**
 * How long an object in the vault can neither be deleted nor overwritten (write once, read many).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export class WormRetention {
  /**
   * COMPLIANCE mode: nobody can delete or shorten, the root user included, until the time is over. There is no way back.
   *
   * It covers the logs that arrive, and not the default retention for logs to come, the key, or the account:
   * those need guardrails of their own.
   *
   * @param years calendar years from 1 to 99; raises `RetentionYears`. Seven years are 2,557 days, leap days included.
   * @param props the acknowledgement
   */
  public static compliance(years: number, props: ComplianceProps): WormRetention {
    refuse(complianceProblems(years, props.acknowledgement), 'WormRetention.compliance');
    return new WormRetention({ mode: 'COMPLIANCE', days: calendarDays(years), acknowledgement: props.acknowledgement });
  }

  /**
   * GOVERNANCE mode: only principals with `s3:BypassGovernanceRetention` can delete before the time is over.
   *
   * @param days from 1 to 36,500; raises `RetentionDays`
   */
  public static governance(days: number): WormRetention {
    refuse(governanceProblems(days), 'WormRetention.governance');
    return new WormRetention({ mode: 'GOVERNANCE', days });
  }

  private constructor(private readonly retention: RetentionData) {}

  /** 'COMPLIANCE' or 'GOVERNANCE'. */
  public get mode(): string {
    return this.retention.mode;
  }

  /** Days from the arrival of an object. */
  public get days(): number {
    return this.retention.days;
  }

  /** What was acknowledged, in COMPLIANCE mode. */
  public get acknowledgement(): string | undefined {
    return this.retention.acknowledgement;
  }
}
