/**
 * S3 of a Region as the condition key `kms:ViaService` names it. Policies on both sides of a key say the same only if they ask here.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export function s3Service(partition: string, region: string): string {
  return `s3.${region}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}`;
}
