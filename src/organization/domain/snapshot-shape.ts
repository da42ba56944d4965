import { isDay } from './days';
import type { Problem } from './problem';
import { type Shape, flag, list, optional, record, shapeProblems, text } from './shape';

// Patterns of the Organizations API reference, anchored: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
const ACCOUNT_ID = /^\d{12}$/;
const ROOT_ID = /^r-[0-9a-z]{4,32}$/;
const UNIT_ID = /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/;
const PARENT_ID = either(ROOT_ID, UNIT_ID);
const TARGET_ID = either(ROOT_ID, UNIT_ID, ACCOUNT_ID);
const POLICY_ID = /^p-[0-9a-zA-Z_]{8,128}$/;
const ORGANIZATION_ID = /^o-[a-z0-9]{10,32}$/;
const ORGANIZATION_ARN = /^arn:aws[a-z-]*:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/;
const INSTANCE_ARN = /^arn:aws[a-z-]*:sso:::instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/;
const STORE_ID = /^(d-[0-9a-f]{10}|[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12})$/;
const PERMISSION_SET_ARN = /^arn:aws[a-z-]*:sso:::permissionSet\/(sso)?ins-[a-zA-Z0-9-.]{16}\/ps-[a-zA-Z0-9-./]{16}$/;
const PRINCIPAL_ID = /^([0-9a-f]{10}-)?[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const accountId = text(ACCOUNT_ID, "twelve digits in quotes, such as '012345678901'");
const parentId = text(PARENT_ID, "a root or unit id, such as 'ou-ab12-cdef3456'");
const permissionSetArn = text(PERMISSION_SET_ARN, "'arn:aws:sso:::permissionSet/ssoins-…/ps-…'");
const principalId = text(PRINCIPAL_ID, "the id of a group or user, such as '906712ab34-1f2e3d4c-5b6a-7980-a1b2-c3d4e5f60718'");
const tags = optional(list(record({ Key: text(), Value: text() })));
const servicePrincipals = list(record({ ServicePrincipal: text() }));

const moment: Shape = (value, at, wrong) => {
  const before = wrong.length;
  text(MOMENT, "a moment in UTC, such as '2026-11-01T00:00:00Z'")(value, at, wrong);
  if (wrong.length === before && (Number.isNaN(Date.parse(value as string)) || !isDay((value as string).slice(0, 10)))) {
    wrong.push(`${at} is '${value}', which is no moment of the calendar`);
  }
};

const SNAPSHOT = record({
  Organization: record({
    Id: text(ORGANIZATION_ID, "an organization id, such as 'o-a1b2c3d4e5'"),
    Arn: text(ORGANIZATION_ARN, "'arn:aws:organizations::<management account>:organization/<id>'"),
    FeatureSet: text(/^ALL$/, "'ALL', because policies need all features"),
    MasterAccountId: accountId,
  }),
  Roots: list(record({
    Id: text(ROOT_ID, "a root id, such as 'r-ab12'"),
    Name: text(),
    PolicyTypes: list(record({ Type: text(), Status: text() })),
  })),
  OrganizationalUnits: list(record({
    Id: text(UNIT_ID, "a unit id, such as 'ou-ab12-cdef3456'"),
    Name: text(/^[^/]{1,128}$/, "1 to 128 characters without '/', which separates the units of a path"),
    ParentId: parentId,
  })),
  Accounts: list(record({
    Id: accountId,
    Name: text(/^.{1,50}$/s, '1 to 50 characters'),
    Email: text(),
    Status: optional(text()),
    State: optional(text()),
    ParentId: parentId,
    Tags: tags,
  })),
  Policies: list(record({
    PolicySummary: record({
      Id: text(POLICY_ID, "a policy id, such as 'p-a1b2c3d4e5'"),
      Name: text(),
      Description: optional(text()),
      Type: text(),
      AwsManaged: flag,
    }),
    Content: text(),
    Targets: list(record({ TargetId: text(TARGET_ID, 'the id of a root, unit or account') })),
  })),
  DelegatedAdministrators: list(record({ Id: accountId, DelegatedServices: servicePrincipals })),
  EnabledServicePrincipals: servicePrincipals,
  IdentityCenter: optional(record({
    InstanceArn: text(INSTANCE_ARN, "'arn:aws:sso:::instance/ssoins-…'"),
    IdentityStoreId: text(STORE_ID, "an identity store id, such as 'd-a1b2c3d4e5'"),
    Region: text(REGION, "a Region, such as 'eu-west-1'"),
    Groups: optional(list(record({ GroupId: principalId, DisplayName: optional(text()) }))),
    PermissionSets: optional(list(record({ PermissionSetArn: permissionSetArn, Name: text(/^[\w+=,.@-]{1,32}$/, '1 to 32 letters, digits and _+=,.@-'), Tags: tags }))),
    AccountAssignments: optional(list(record({
      AccountId: accountId,
      PermissionSetArn: permissionSetArn,
      PrincipalType: text(/^(USER|GROUP)$/, "'USER' or 'GROUP'"),
      PrincipalId: principalId,
    }))),
  })),
  TakenAt: moment,
});

/** Members that are missing or malformed. */
export function snapshotShapeProblems(snapshot: unknown): Problem[] {
  return shapeProblems(snapshot, SNAPSHOT, 'SnapshotShape', 'take the snapshot again with `zero-trust snapshot`, or correct this member by hand');
}

function either(...patterns: RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'));
}
