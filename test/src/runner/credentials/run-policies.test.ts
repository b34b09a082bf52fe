import { ulid } from 'ulid';
import { bucketIn } from '../../../../src/plane/names';
import {
  artifactsPolicy,
  entryPolicy,
  hubPolicy,
  previewPolicy,
  targetPolicy,
} from '../../../../src/runner/credentials/run-policies';

/** The longest that a stage, a region, an environment and a role of a target may be called. */
const place = { bucketSuffix: '123456789012-ap-southeast-2' };
const named = (what: string) => bucketIn('s'.repeat(10), what, place);
const scope = {
  life: { name: 'n'.repeat(32), id: ulid() },
  run: ulid(),
  buckets: { state: named('state'), artifacts: named('artifacts'), catalog: named('catalog') },
};
const role = `arn:aws-us-gov:iam::123456789012:role/${'p'.repeat(510)}/${'r'.repeat(64)}`;

/** docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html: no session policy is longer. */
const room = 2_048;

it.each([
  ['of the hub', hubPolicy(scope)],
  ['of a preview', previewPolicy(scope)],
  ['of what another run left', artifactsPolicy(scope, ulid())],
  ['of how a target is configured', entryPolicy('t'.repeat(31))],
  ['of the way into a target', targetPolicy(role)],
])('the session policy %s has room with the longest names', (_what, policy) => {
  expect(policy.length).toBeLessThanOrEqual(room);
});

it('lets a preview read the state of its life and write nothing but what it leaves itself', () => {
  const { Statement } = JSON.parse(previewPolicy(scope)) as {
    Statement: { Action: string; Resource: string }[];
  };
  const writing = Statement.filter(({ Action }) => !/^(s3:(Get|List)|kms:)/.test([Action].flat().at(-1)!));

  expect(JSON.stringify(Statement)).not.toMatch(/dynamodb|sts|DeleteObject|ecr/);
  expect(writing.map(({ Resource }) => Resource)).toEqual([
    `arn:aws:s3:::${scope.buckets.artifacts}/runs/${scope.run}/*`,
  ]);
});
