import type { AdoptableStack, AdoptionPlace } from './adoption';
import { ADOPTED_TAG, type ImportNames, importsOf } from './adoption-names';

export interface WorkOfScript {
  readonly sets: readonly ImportNames[];
  readonly accounts: readonly AccountToAdopt[];
}

export interface AccountToAdopt {
  readonly accountId: string;
  /** Of its nested stack. */
  readonly logicalId: string;
  readonly assignments: readonly ImportNames[];
}

/**
 * Brings sets that exist into a stack, and assignments that exist into its nested stacks.
 *
 * CloudFormation imports nothing into a nested stack, but it nests an existing stack: the assignments of each account are imported into
 * a stack of its own, and that is imported into the stack around. Two conditions stand in no reference: a stack that was just imported
 * cannot be nested before it was updated once, and one that does not exist yet cannot be imported into together with a nested one.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-nested-stacks.html
 */
export function adoptionScript(
  { stackName, accountId, region, bucket }: AdoptableStack, { sets, accounts }: WorkOfScript, { partition }: AdoptionPlace,
): string {
  return `#!/usr/bin/env bash
# Takes over into ${stackName} what exists already. Needs the AWS CLI, version 2, with credentials of account ${accountId}, and jq.
# It changes nobody's access, and can be run again: what was taken over is left alone.
set -euo pipefail
cd "$(dirname "$0")"
export AWS_REGION='${region}' AWS_PAGER=''
stack='${stackName}'
bucket="\${BUCKET:-${bucket}}"
key='zero-trust-adoption'
url="https://$bucket.s3.$AWS_REGION.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}/$key"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

has() { aws cloudformation describe-stack-resource --stack-name "$1" --logical-resource-id "$2" > /dev/null 2>&1; }

field() { aws cloudformation describe-stacks --stack-name "$1" --query "Stacks[0].$2" --output text; }

# STACK: its template as it is deployed, or an empty one.
template_of() {
  local status
  status=$(field "$1" StackStatus 2> /dev/null || echo NONE)
  if [ "$status" = NONE ] || [ "$status" = REVIEW_IN_PROGRESS ]; then
    echo '{}'
  else
    aws cloudformation get-template --stack-name "$1" --query TemplateBody --output json
  fi
}

# STACK ADDITIONS RESOURCES: imports what the template gains, and nothing else.
extend() {
  local name changes
  if has "$1" "$(jq -r '.[0].LogicalResourceId' "$3")"; then
    echo "$1: has $3 already"
    return
  fi
  template_of "$1" > "$work/deployed.json"
  if [ "$(jq -r type "$work/deployed.json")" != object ]; then
    echo "the template of $1 is not JSON, as after 'cdk import': go on with 'cdk import'" >&2
    exit 1
  fi
  jq -s '.[0] + { Resources: ((.[0].Resources // {}) + .[1].Resources) }' "$work/deployed.json" "$2" > "$work/extended.json"
  name="adoption-$(date +%s)"
  aws s3 cp --only-show-errors "$work/extended.json" "s3://$bucket/$key/$1.json"
  aws cloudformation create-change-set --stack-name "$1" --change-set-name "$name" --change-set-type IMPORT \\
    --template-url "$url/$1.json" --resources-to-import "file://$3" --capabilities CAPABILITY_NAMED_IAM CAPABILITY_AUTO_EXPAND > /dev/null
  aws cloudformation wait change-set-create-complete --stack-name "$1" --change-set-name "$name"
  changes=$(aws cloudformation describe-change-set --stack-name "$1" --change-set-name "$name" \\
    --query 'Changes[].[ResourceChange.Action, ResourceChange.LogicalResourceId]' --output text)
  if grep -v '^Import' <<< "$changes"; then
    echo "the change set $name of $1 would do more than import: it was not executed" >&2
    exit 1
  fi
  aws cloudformation execute-change-set --stack-name "$1" --change-set-name "$name"
  aws cloudformation wait stack-import-complete --stack-name "$1"
  echo "$1: imported $3"
}

# ACCOUNT: its stack can be nested once it was updated.
settle() {
  if [ "$(field "$stack-$1" StackStatus)" = IMPORT_COMPLETE ]; then
    aws cloudformation update-stack --stack-name "$stack-$1" --use-previous-template --tags Key=${ADOPTED_TAG.Key},Value=${ADOPTED_TAG.Value} > /dev/null
    aws cloudformation wait stack-update-complete --stack-name "$stack-$1"
  fi
}

# Reads lines of ACCOUNT LOGICAL-ID and nests the stacks of these accounts.
nest() {
  local account logical id
  echo '{ "Resources": {} }' > "$work/nested.json"
  echo '[]' > "$work/nested.resources.json"
  while read -r account logical; do
    if has "$stack" "$logical"; then continue; fi
    id=$(field "$stack-$account" StackId)
    jq --arg logical "$logical" --arg url "$url/$stack-$account.json" '.Resources[$logical] = { Type: "AWS::CloudFormation::Stack", DeletionPolicy: "Retain",
      Properties: { TemplateURL: $url, Tags: [{ Key: "${ADOPTED_TAG.Key}", Value: "${ADOPTED_TAG.Value}" }] } }' "$work/nested.json" > "$work/next.json"
    mv "$work/next.json" "$work/nested.json"
    jq --arg logical "$logical" --arg id "$id" \\
      '. + [{ ResourceType: "AWS::CloudFormation::Stack", LogicalResourceId: $logical, ResourceIdentifier: { StackId: $id } }]' "$work/nested.resources.json" > "$work/next.json"
    mv "$work/next.json" "$work/nested.resources.json"
  done
  if [ "$(jq length "$work/nested.resources.json")" -gt 0 ]; then
    extend "$stack" "$work/nested.json" "$work/nested.resources.json"
  fi
}

${[
  ...sets.map(({ template, resources }) => `extend "$stack" ${template} ${resources}`),
  ...accounts.flatMap(accountLines),
  ...importsOf(accounts).map((batch) => `nest <<'END'\n${batch.map((one) => `${one.accountId} ${one.logicalId}`).join('\n')}\nEND`),
].join('\n')}
`;
}

/** An account whose stack is nested already has nothing left to do. */
function accountLines({ accountId, logicalId, assignments }: AccountToAdopt): string[] {
  return [
    `if ! has "$stack" ${logicalId}; then`,
    ...assignments.map(({ template, resources }) => `  extend "$stack-${accountId}" ${template} ${resources}`),
    `  settle ${accountId}`,
    'fi',
  ];
}
