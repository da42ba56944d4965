import type { OktaMetrics } from './okta-ports';

/**
 * Counts as log lines that CloudWatch turns into metrics.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedOktaMetrics(okta: string, nowMs: () => number, writeLine: (line: string) => void): OktaMetrics {
  return {
    record: (counts) => {
      const Metrics = Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' }));
      writeLine(JSON.stringify({
        _aws: { Timestamp: nowMs(), CloudWatchMetrics: [{ Namespace: 'ZeroTrust/Audit', Dimensions: [['Okta']], Metrics }] }, Okta: okta, ...counts,
      }));
    },
  };
}
