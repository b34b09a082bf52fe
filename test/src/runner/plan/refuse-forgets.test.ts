import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { refuseForgets } from '../../../../src/runner/plan/refuse-forgets';

const planOf = (address: string, actions = ['forget']) =>
  parsePlan({
    terraform_version: '1.11.4',
    resource_changes: [
      {
        address,
        mode: 'managed',
        type: 'aws_sqs_queue',
        name: 'q',
        provider_name: 'registry.terraform.io/hashicorp/aws',
        change: { actions, before: {}, after: null },
      },
    ],
  });
const moduleWith = (removed?: string[]) => ({
  usesAws: true,
  awsAliases: [],
  variables: [],
  ...(removed && { removed }),
});

it.each<[string, string[] | undefined]>([
  ['aws_sqs_queue.q', undefined],
  ['module.m.aws_sqs_queue.q[0]', ['aws_sqs_queue.other']],
  ['aws_sqs_queue.q["a.b"]', ['aws_sqs_queue.q2', 'module.aws_sqs_queue']],
])('refuses a plan that forgets %s, which no removed block names', (address, removed) => {
  expect(() => refuseForgets(planOf(address), moduleWith(removed))).toThrow(
    `The plan forgets ${address} and no`,
  );
});

it.each([
  ['aws_sqs_queue.q', 'aws_sqs_queue.q'],
  ['aws_sqs_queue.q["a.b"]', 'aws_sqs_queue.q'],
  ['module.m["x"].aws_sqs_queue.q[0]', 'aws_sqs_queue.q'],
  ['module.m.module.n.aws_sqs_queue.q', 'module.m.module.n'],
])('takes one that forgets %s, which %s names', (address, from) => {
  expect(() => refuseForgets(planOf(address), moduleWith([from]))).not.toThrow();
});

it('takes a plan that forgets nothing', () => {
  expect(() => refuseForgets(planOf('aws_sqs_queue.q', ['delete']), moduleWith())).not.toThrow();
});
