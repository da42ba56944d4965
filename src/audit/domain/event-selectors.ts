import type { Problem } from '../../organization/domain/problem';

/** What a trail records besides management events. */
export interface RecordedEvents {
  /** ARN of the vault whose objects' reads and changes are recorded; missing: of no bucket. */
  readonly vaultArn?: string;
  /** Below which names other than CloudTrail and AWS Config add objects to it. */
  readonly addedBelow: readonly string[];
  /** Services whose calls through VPC endpoints are recorded. */
  readonly networkServices: readonly string[];
}

/** A selector of a trail in CDK's spelling. */
export interface EventSelector {
  readonly name: string;
  readonly fieldSelectors: { readonly field: string; readonly equalTo?: string[]; readonly notEquals?: string[]; readonly startsWith?: string[] }[];
}

/**
 * Management events always, written down even when there is nothing else: a trail whose selectors leave a template keeps the ones it has.
 *
 * Additions to the vault are recorded below the names of the audit account only. Each log that CloudTrail adds would otherwise be an event
 * in the next log, for ever; and what S3 copies from AWS Config is in the access logs.
 */
export function eventSelectors({ vaultArn, addedBelow, networkServices }: RecordedEvents): EventSelector[] {
  const objects = (name: string, ...fields: EventSelector['fieldSelectors']) => ({
    name, fieldSelectors: [{ field: 'eventCategory', equalTo: ['Data'] }, { field: 'resources.type', equalTo: ['AWS::S3::Object'] }, ...fields],
  });
  const below = (arns: string[]) => ({ field: 'resources.ARN', startsWith: arns });
  return [
    { name: 'Management events', fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }] },
    ...(vaultArn === undefined ? [] : [
      objects('Reads of the vault', { field: 'readOnly', equalTo: ['true'] }, below([`${vaultArn}/`])),
      objects('Changes to the vault except additions', { field: 'readOnly', equalTo: ['false'] }, { field: 'eventName', notEquals: ['PutObject'] }, below([`${vaultArn}/`])),
      objects('Additions of the audit account', { field: 'eventName', equalTo: ['PutObject'] }, below(addedBelow.map((prefix) => `${vaultArn}/${prefix}`))),
    ]),
    // a selector takes one service.
    ...networkServices.map((service) => ({
      name: `Calls of ${service} through VPC endpoints`,
      fieldSelectors: [{ field: 'eventCategory', equalTo: ['NetworkActivity'] }, { field: 'eventSource', equalTo: [service] }],
    })),
  ];
}

/** What CloudTrail would refuse at deployment only. */
export function networkServiceProblems(services: readonly string[]): Problem[] {
  const wrong = services.filter((name) => !/^[a-z0-9-]+\.amazonaws\.com$/.test(name));
  const twice = [...new Set(services.filter((name, index) => services.indexOf(name) !== index))];
  return [
    ...wrong.map((name) => ({
      code: 'NetworkActivityService', problem: `'networkActivityServices' names '${name}'; it must look like 's3.amazonaws.com'`, fix: 'write the event source of the service',
    })),
    ...twice.map((name) => ({ code: 'NetworkActivityServiceTwice', problem: `'networkActivityServices' names '${name}' more than once`, fix: 'name it once' })),
  ];
}
