import type { Question } from '../../../../src/runner/preflight/planned-questions';
import { callsOf } from '../../../../src/runner/preflight/simulation-calls';

const question = (action: string, resource: string, context: Question['context'] = {}): Question => ({
  action,
  resource,
  context: { 'aws:RequestedRegion': ['eu-central-1'], ...context },
  step: 'create',
  types: ['aws_vpc'],
});
const [vpc, subnet] = ['arn:aws:ec2:::vpc/*', 'arn:aws:ec2:::subnet/*'];
const tagging = (kind: string) => ({ 'ec2:CreateAction': [kind] });

describe('callsOf', () => {
  it('puts questions of the same context into one call', () => {
    const [call, ...others] = callsOf([
      question('ec2:CreateSubnet', vpc),
      question('ec2:CreateSubnet', subnet),
      question('logs:CreateLogGroup', 'arn:aws:logs:::log-group:a'),
    ]);

    expect(others).toEqual([]);
    expect(call).toMatchObject({
      actions: ['ec2:CreateSubnet', 'logs:CreateLogGroup'],
      resources: [vpc, subnet, 'arn:aws:logs:::log-group:a'],
    });
  });

  it.each([
    [
      'the region',
      question('ec2:CreateTags', vpc),
      question('ec2:CreateTags', vpc, { 'aws:RequestedRegion': ['us-east-1'] }),
    ],
    [
      'tags that only one sees',
      question('ec2:CreateTags', vpc),
      question('ecs:TagResource', vpc, { 'aws:TagKeys': ['a'] }),
    ],
    [
      'a key of their service',
      question('ec2:CreateTags', vpc, tagging('CreateVpc')),
      question('ec2:CreateTags', subnet, tagging('CreateSubnet')),
    ],
    [
      'a key of its service that only one sees',
      question('ec2:CreateTags', vpc, tagging('CreateVpc')),
      question('ec2:DeleteTags', subnet),
    ],
    ['having an object at all', question('ec2:DescribeVpcs', '*'), question('ec2:CreateTags', vpc)],
  ])('keeps apart what differs in %s', (_, one, other) => {
    expect(callsOf([one, other])).toHaveLength(2);
  });

  it('puts keys of different services side by side, since AWS fills in each for its own actions only', () => {
    const [call, ...others] = callsOf([
      question('ec2:CreateTags', vpc, tagging('CreateVpc')),
      question('ecs:TagResource', 'arn:aws:ecs:::cluster/a', { 'ecs:CreateAction': ['CreateCluster'] }),
    ]);

    expect(others).toEqual([]);
    expect(call?.context).toMatchObject({
      'ec2:CreateAction': ['CreateVpc'],
      'ecs:CreateAction': ['CreateCluster'],
    });
  });

  it('begins another call where one would answer too many pairs, and loses none', () => {
    const many = Array.from({ length: 40 }, (_, at) =>
      question(`ec2:Action${at}`, `arn:aws:ec2:::vpc/${at}`),
    );

    const calls = callsOf(many);

    expect(calls.length).toBeGreaterThan(1);
    expect(
      Math.max(...calls.map(({ actions, resources }) => actions.length * resources.length)),
    ).toBeLessThan(101);
    expect(calls.flatMap(({ questions }) => questions)).toHaveLength(40);
  });
});
