import { parseArn } from '../../../../../src/domain/resources/arn';
import type { HeldResource } from '../../../../../src/runner/verify/witnesses/held-resources';
import { isSameObject } from '../../../../../src/runner/verify/witnesses/same-object';

const prefix = (service: string) => `arn:aws:${service}:eu-west-1:123456789012:`;
const held = (type: string, id: string, attributes: Record<string, unknown> = {}) =>
  ({ type, id, attributes: { id, ...attributes } }) as unknown as HeldResource;

describe('isSameObject', () => {
  it.each([
    ['the id is the ARN', `${prefix('ecs')}cluster/c`, held('aws_ecs_cluster', `${prefix('ecs')}cluster/c`)],
    [
      'the arn attribute is',
      `${prefix('rds')}db:d`,
      held('aws_db_instance', 'db-X', { arn: `${prefix('rds')}db:d` }),
    ],
    ['the ARN ends in the id', `${prefix('ec2')}natgateway/nat-1`, held('aws_nat_gateway', 'nat-1')],
    [
      'the group is the default one',
      `${prefix('ec2')}security-group/sg-1`,
      held('aws_default_security_group', 'sg-1'),
    ],
    [
      'a log group’s ARN lacks its star',
      `${prefix('logs')}log-group:/x`,
      held('aws_cloudwatch_log_group', '/x', { arn: `${prefix('logs')}log-group:/x:*` }),
    ],
    [
      'a queue is known by its URL',
      `${prefix('sqs')}q`,
      held('aws_sqs_queue', 'https://sqs/1/q', { name: 'q' }),
    ],
  ])('is true when %s', (_why, arn, resource) => {
    expect(isSameObject(parseArn(arn)!, resource)).toBe(true);
  });

  it.each([
    [
      'another revision',
      `${prefix('ecs')}task-definition/f:1`,
      held('aws_ecs_task_definition', 'f', { family: 'f', arn: `${prefix('ecs')}task-definition/f:2` }),
    ],
    [
      'another type of the same name',
      'arn:aws:iam::123456789012:role/x',
      held('aws_iam_user', 'x', { name: 'x' }),
    ],
    ['an id that only ends alike', `${prefix('ec2')}vpc/vpc-11`, held('aws_vpc', 'vpc-1')],
  ])('is false for %s', (_what, arn, resource) => {
    expect(isSameObject(parseArn(arn)!, resource)).toBe(false);
  });
});
