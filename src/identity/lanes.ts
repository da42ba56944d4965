import type { CfnResource } from 'aws-cdk-lib';

/**
 * Resources of which only so many may be written at once: each waits for the one before it in its lane.
 * The lane is no part of a resource's identity, so that one that goes moves others between lanes and changes none.
 */
export class Lanes {
  private readonly last: CfnResource[] = [];
  private count = 0;

  public constructor(private readonly width: number) {}

  public add(resource: CfnResource): void {
    const lane = this.count++ % this.width;
    if (this.last[lane]) {
      // between resources of one stack, not between constructs: a thousand of those would be looked for in the whole tree.
      resource.addResourceDependency(this.last[lane]);
    }
    this.last[lane] = resource;
  }
}
