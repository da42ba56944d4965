import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stage, type Stack } from 'aws-cdk-lib';

/** A resource as a deployment would see it, in whichever stack of the tree. */
export interface DeployedResource {
  /** Logical ids from the stack that is deployed down to the resource: its identity for CloudFormation. */
  readonly path: string;
  /** The path of the stack it stands in; empty for the one that is deployed. */
  readonly parent: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Record<string, any>;
  readonly dependsOn: readonly string[];
  readonly deletionPolicy?: string;
}

/** Everything a stack and its nested stacks hold, from the templates of a synth. */
export function stackTree(stack: Stack): DeployedResource[] {
  const assembly = Stage.of(stack)!.synth({ force: true });
  const read = (file: string) => JSON.parse(readFileSync(join(assembly.directory, file), 'utf8'));
  // where the CDK command line looks for it.
  const nestedFile = ({ Type, Metadata }: any): string | undefined => (Type === 'AWS::CloudFormation::Stack' ? Metadata['aws:asset:path'] : undefined);
  const resources = (template: any, parent: string): DeployedResource[] => Object.entries<any>(template.Resources ?? {}).map(([id, resource]) => ({
    path: `${parent}/${id}`,
    parent,
    id,
    type: resource.Type,
    properties: resource.Properties ?? {},
    dependsOn: [resource.DependsOn ?? []].flat(),
    deletionPolicy: resource.DeletionPolicy,
  }));
  const template = read(stack.templateFile);
  const nested = Object.entries<any>(template.Resources ?? {}).flatMap(([id, resource]) => {
    const file = nestedFile(resource);
    return file === undefined ? [] : resources(read(file), `/${id}`);
  });
  return [...resources(template, ''), ...nested];
}

/**
 * The most resources of a kind that may be created at once: the widest set of which none waits for another.
 *
 * By Dilworth's theorem that is the number of resources less the largest matching of "waits for", closed under what waits for what waits.
 * Resources of a nested stack wait for whatever their stack waits for, all of it.
 */
export function mostAtOnce(tree: readonly DeployedResource[], type: string): number {
  const byPath = new Map(tree.map((resource) => [resource.path, resource]));
  const inside = (path: string) => tree.filter(({ parent }) => parent === path).map((resource) => resource.path);
  const known = new Map<string, Set<string>>();
  // everything that is complete before a resource begins.
  const before = (path: string): Set<string> => {
    const found = known.get(path) ?? new Set<string>();
    if (!known.has(path)) {
      known.set(path, found);
      const { parent, dependsOn } = byPath.get(path)!;
      const direct = dependsOn.map((id) => `${parent}/${id}`);
      for (const other of [...direct, ...direct.flatMap(inside)]) {
        found.add(other);
        before(other).forEach((further) => found.add(further));
      }
      if (parent !== '') {
        before(parent).forEach((further) => found.add(further));
      }
    }
    return found;
  };
  const nodes = tree.filter((resource) => resource.type === type).map(({ path }) => path);
  const waits = new Map(nodes.map((path) => [path, nodes.filter((other) => before(path).has(other))]));
  return nodes.length - largestMatching(nodes, waits);
}

function largestMatching(nodes: readonly string[], edges: ReadonlyMap<string, readonly string[]>): number {
  const matchedWith = new Map<string, string>();
  const augment = (node: string, tried: Set<string>): boolean => edges.get(node)!.some((other) => {
    if (tried.has(other)) {
      return false;
    }
    tried.add(other);
    if (!matchedWith.has(other) || augment(matchedWith.get(other)!, tried)) {
      matchedWith.set(other, node);
      return true;
    }
    return false;
  });
  return nodes.filter((node) => augment(node, new Set())).length;
}
