/**
 * Counts as a log line that CloudWatch turns into metrics of 'ZeroTrust/Audit', by the job's name.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function countLine(job: string, counts: Readonly<Record<string, number>>, nowMs: number): string {
  const Metrics = Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' }));
  return JSON.stringify({ _aws: { Timestamp: nowMs, CloudWatchMetrics: [{ Namespace: 'ZeroTrust/Audit', Dimensions: [['Job']], Metrics }] }, Job: job, ...counts });
}
