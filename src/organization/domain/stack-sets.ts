/** The service under which Organizations lists that StackSets may deploy into member accounts. */
export const STACK_SETS = 'member.org.stacksets.cloudformation.amazonaws.com';
