import type { VerificationMetrics } from './integrity-ports';

/**
 * Counts as log lines that CloudWatch turns into metrics.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedVerificationMetrics(verification: string, nowMs: () => number, writeLine: (line: string) => void): VerificationMetrics {
  return {
    record: (counts) => {
      const Metrics = Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' }));
      if (Metrics.length > 0) {
        writeLine(JSON.stringify({
          _aws: { Timestamp: nowMs(), CloudWatchMetrics: [{ Namespace: 'ZeroTrust/Audit', Dimensions: [['Verification']], Metrics }] }, Verification: verification, ...counts,
        }));
      }
    },
  };
}
