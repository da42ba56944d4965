import { conditionKeys } from '../../src/policy/domain/condition-keys';

test('keys of conditions and of variables are found once, in lower case, however elements are spelt', () => {
  const document = {
    Version: '2012-10-17',
    statement: [
      { Effect: 'Deny', Action: '*', Resource: "arn:aws:s3:::${aws:PrincipalTag/team, 'none'}/*", Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' }, Null: { 'AWS:sourcevpc': 'true' } } },
      { Effect: 'Deny', Action: '*', Resource: '*', condition: { ArnLike: { 'aws:PrincipalArn': ['${*}', '${aws:userid}'] } } },
    ],
  };
  expect(conditionKeys(document).sort()).toEqual(['aws:principalarn', 'aws:principaltag/team', 'aws:sourcevpc', 'aws:userid']);
});

test.each([[undefined], [{}], [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }]])('a document without conditions has none: %j', (document) => {
  expect(conditionKeys(document)).toEqual([]);
});
