/** An assignment that CloudFormation made. */
export interface StackAssignment {
  readonly stackName: string;
  readonly accountId: string;
}

/** What CloudFormation has deployed. */
export interface DeployedStacks {
  isRollingBack(stackId: string): Promise<boolean>;
  /** Assignments, in a stack or in the nested stacks below it, that CloudFormation deletes when they leave their template. */
  unretainedAssignments(stackId: string): Promise<readonly StackAssignment[]>;
}
