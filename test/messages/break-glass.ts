import type { Messages } from './messages';

export const BREAK_GLASS: Messages = {
  BreakGlassUsers: [
    "'trustedUsers' names 2, 1 of them different; it must name 2 to 5 users, each once",
    'name two people at least, so that one who is away locks nobody out, and no more than are needed',
    'Stack/BreakGlass',
  ],
  BreakGlassUser: [
    "'trustedUsers' names 'arn:aws:iam::000000000001:user/*', which stands for several; each person must be named",
    "write the ARN of a person's IAM user in the management account, such as 'arn:aws:iam::000000000001:user/break-glass/first'",
    'Stack/BreakGlass',
  ],
  BreakGlassSession: [
    "'sessionDuration' is 12 hours; it must be from 1 to 4",
    'choose a shorter time; whoever needs longer takes the role again',
    'Stack/BreakGlass',
  ],
  BreakGlassPolicy: [
    "'managedPolicy' is 'arn:aws:iam::aws:policy/AdministratorAccess'; it must be the name of a policy that AWS manages, without its ARN",
    "write it such as 'AdministratorAccess' or 'job-function/SystemAdministrator'",
    'Stack/BreakGlass',
  ],
  BreakGlassAccounts: [
    "'accounts' chooses 201; at most 200 can be looked after",
    'choose the accounts in which an emergency cannot wait; from the management account OrganizationAccountAccessRole leads into the others',
    'Stack/BreakGlass',
  ],
  BreakGlassTwice: [
    "another construct of this app makes roles for emergencies of this organization, 'Stack/BreakGlass'; their names would be the same",
    'name all accounts in one of them',
    'Stack/More',
  ],
};
