import type { DenialPolicyAdmin, ManagementPolicyName } from './denial-policy-admin';
import { denialDocument } from '../domain/denial-document';

/** What a deployment wants to be there. */
export interface WantedDenialPolicies {
  readonly partition: string;
  readonly names: readonly string[];
  readonly rootId: string;
  readonly description: string;
  readonly managementPolicy: ManagementPolicyName;
}

export interface KeptDenialPolicies {
  /** ARNs of the service control policies, by their number. */
  readonly policyArns: readonly string[];
}

/**
 * Makes or adopts the policies that deny sessions, and attaches them to the root.
 *
 * What an existing policy says is never written: it may deny somebody at this moment. Nothing is detached or deleted, also when fewer are wanted than before:
 * a deployment that fails goes back to fewer, and must be able to. That somebody asks for fewer is refused at synth.
 */
export async function keepDenialPolicies(
  wanted: WantedDenialPolicies, admin: DenialPolicyAdmin,
): Promise<KeptDenialPolicies> {
  const nobody = denialDocument([], wanted.partition);
  const policyArns: string[] = [];
  for (const name of wanted.names) {
    // Organizations takes one write at a time.
    const { id, arn } = await admin.find(name) ?? await admin.create({ name, description: wanted.description, content: nobody });
    if (!(await admin.targets(id)).includes(wanted.rootId)) {
      await admin.attach(id, wanted.rootId);
    }
    policyArns.push(arn);
  }
  if (!await admin.managementPolicyExists(wanted.managementPolicy)) {
    await admin.createManagementPolicy({ ...wanted.managementPolicy, description: wanted.description, content: nobody });
  }
  return { policyArns };
}
