/** Of what alarms tell, that which an alarm in this Region can: CloudWatch tells nothing in another one. What is no plain ARN is known at deployment only, and taken. */
export function alarmActionsIn(region: string, arns: readonly string[] = []): string[] {
  return arns.filter((arn) => !arn.startsWith('arn:') || arn.split(':')[3] === region);
}
