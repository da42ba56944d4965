import { readFileSync } from 'node:fs';
import { type EvidenceData, evidenceShapeProblems } from './domain/evidence';
import { refuse } from '../private/errors';

/**
 * What a replay of the audit trail found that a guardrail would have denied: a file whose form `docs/rollout-evidence.md` describes.
 *
 * It is compared with the guardrail it is given for: `EvidenceHash` when the document is another one than was replayed,
 * `EvidencePolicy` when it does not speak of that policy, `EvidenceUnit` when the events came from another unit, `EvidenceDate` when it was approved
 * after the day of the synth. Denied and undeterminable requests, and events older than 90 days, are warned of.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export class Evidence {
  /**
   * Reads an evidence file.
   *
   * @param path of the JSON file, relative to the working directory; raises `EvidenceUnreadable` when there is no such file or it is not JSON, and `EvidenceShape`
   */
  public static fromFile(path: string): Evidence {
    let raw: unknown;
    try {
      raw = JSON.parse(readFileSync(path, 'utf8'));
    } catch (error) {
      refuse([{
        code: 'EvidenceUnreadable',
        problem: `the evidence '${path}' cannot be read: ${(error as Error).message.split('\n')[0]}`,
        fix: 'give its path relative to the working directory',
      }], path);
    }
    return new Evidence(raw, path);
  }

  /**
   * Takes evidence that is already in memory.
   *
   * @param evidence an object of the same form; raises `EvidenceShape`
   */
  public static fromObject(evidence: any): Evidence {
    return new Evidence(evidence, 'Evidence.fromObject');
  }

  private readonly data: EvidenceData;

  private constructor(raw: unknown, where: string) {
    refuse(evidenceShapeProblems(raw), where);
    this.data = raw as EvidenceData;
  }

  /** @internal */
  public _data(): EvidenceData {
    return this.data;
  }
}
