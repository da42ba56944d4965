import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Annotations, type CfnResource, Stack, Stage, attachCustomSynthesis } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Adoption, type AdoptableSet, type AdoptableStack, type AdoptionPlace, adoption } from './domain/adoption';
import { type AdoptionFile, adoptionFiles } from './domain/adoption-files';
import { adoptionWarnings } from './domain/adoption-warnings';
import type { RecordedAccess } from '../organization/domain/snapshot-access';
import type { Organization } from '../organization/organization';

/** What one stack of a catalogue declares, with the resources that make it. */
export interface AdoptableSide {
  /** The stack around, not a nested one. */
  readonly stack: Stack;
  readonly engine: 'native' | 'reconciled';
  /** Names as the sets carry them. */
  readonly sets: readonly { readonly name: string; readonly resource: CfnResource }[];
  readonly assignments: readonly AssignmentOfSide[];
  readonly nestedStacks: readonly { readonly accountId: string; readonly resource: CfnResource }[];
}

export interface AssignmentOfSide {
  readonly group: string;
  /** The name that the set carries. */
  readonly permissionSet: string;
  readonly accountId: string;
  /** Missing where no resource makes it. */
  readonly logicalId?: string;
}

/** Says what exists already of a catalogue, and has the folder `adoption` written into the cloud assembly; nothing without recorded access. */
export class AdoptionAtSynth extends Construct {
  /** @param sides asked once now and once at synth, when logical ids no longer change */
  public constructor(scope: Construct, id: string, organization: Organization, sides: () => readonly AdoptableSide[]) {
    super(scope, id);
    const access = organization._access();
    if (!access) {
      return;
    }
    const place = placeOf(organization);
    for (const warning of adoptionWarnings(adoptionOf(sides(), access, place))) {
      Annotations.of(scope).addWarningV2(`cdk-zero-trust-landing-zone:${warning.id}`, warning.message);
    }
    attachCustomSynthesis(this, {
      onSynthesize: ({ outdir }) => {
        const folder = join(outdir, this.folderName());
        writeFolder(folder, adoptionFiles(adoptionOf(sides(), access, place), place, this.seenFromApp(folder)));
      },
    });
  }

  /** The command line writes to cdk.out, unless it is told otherwise. */
  private seenFromApp(folder: string): string {
    const { root } = this.node;
    const assembly = Stage.isStage(root) ? root.outdir : folder;
    return ['cdk.out', ...relative(assembly, folder).split(sep)].join('/');
  }

  /** 'adoption', unless one assembly holds several catalogues: then each has its own. */
  private folderName(): string {
    const here = this.node.root.node.findAll().filter((other) => other instanceof AdoptionAtSynth && Stage.of(other) === Stage.of(this));
    return here.length === 1 ? 'adoption' : `adoption-${this.node.scope!.node.path.replace(/[^\w-]+/g, '-')}`;
  }
}

function placeOf({ identityCenter, partition, managementAccount }: Organization): AdoptionPlace {
  return { instanceArn: identityCenter!.instanceArn, partition, managementAccountId: managementAccount.accountId };
}

function adoptionOf(sides: readonly AdoptableSide[], access: RecordedAccess, place: AdoptionPlace): Adoption {
  // what the management account deploys comes first: it is what makes another account the administrator of Identity Center.
  const there = ({ stack }: AdoptableSide) => Number(stack.account === place.managementAccountId);
  return adoption([...sides].sort((a, b) => there(b) - there(a)).map(stackOf), access, place);
}

function stackOf({ stack, engine, sets, assignments, nestedStacks }: AdoptableSide): AdoptableStack {
  const logicalId = (resource: CfnResource) => String(Stack.of(resource).resolve(resource.logicalId));
  return {
    stackName: stack.stackName,
    path: stack.node.path,
    accountId: stack.account,
    region: stack.region,
    bucket: `cdk-${stack.synthesizer.bootstrapQualifier ?? 'hnb659fds'}-assets-${stack.account}-${stack.region}`,
    engine,
    sets: sets.map(({ name, resource }) => ({ name, logicalId: logicalId(resource), properties: propertiesOf(resource) })),
    assignments,
    nestedStacks: nestedStacks.map(({ accountId, resource }) => ({ accountId, logicalId: logicalId(resource) })),
  };
}

/** As the template has them, changes that were made to the resource later included. */
function propertiesOf(resource: CfnResource): AdoptableSet['properties'] {
  const { Resources } = Stack.of(resource).resolve(resource._toCloudFormation()) as { Resources: Record<string, { Properties: AdoptableSet['properties'] }> };
  return Object.values(Resources)[0].Properties;
}

function writeFolder(folder: string, files: readonly AdoptionFile[]): void {
  // what an earlier synth wrote here may name what has changed since.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, content } of files) {
    writeFileSync(join(folder, name), content);
  }
}
