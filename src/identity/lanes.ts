import type { IConstruct } from 'constructs';

/**
 * Resources of which only so many may be written at once: each waits for the one before it in its lane.
 * The lane is no part of a resource's identity, so that one that goes moves others between lanes and changes none.
 */
export class Lanes {
  private readonly last: IConstruct[] = [];
  private count = 0;

  public constructor(private readonly width: number) {}

  public add(resource: IConstruct): void {
    const lane = this.count++ % this.width;
    if (this.last[lane]) {
      resource.node.addDependency(this.last[lane]);
    }
    this.last[lane] = resource;
  }
}
