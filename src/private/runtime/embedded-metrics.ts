import type { Clock } from './clock';

/** Whose metrics they are. */
export interface MetricOwner {
  readonly namespace: string;
  readonly dimension: string;
  readonly value: string;
}

export interface EmbeddedMetrics {
  record(counts: Readonly<Record<string, number>>): void;
}

/**
 * Counts as log lines that CloudWatch turns into metrics.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedMetrics({ namespace, dimension, value }: MetricOwner, clock: Pick<Clock, 'nowMs'>, writeLine = straightToTheLog): EmbeddedMetrics {
  return {
    record: (counts) => {
      const Metrics = Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' }));
      if (Metrics.length > 0) {
        writeLine(JSON.stringify({
          _aws: { Timestamp: clock.nowMs(), CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [[dimension]], Metrics }] },
          [dimension]: value,
          ...counts,
        }));
      }
    },
  };
}

/** `console.log` puts words before the line, and CloudWatch then reads no metric. */
function straightToTheLog(line: string): void {
  process.stdout.write(`${line}\n`);
}
