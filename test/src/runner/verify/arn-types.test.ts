import { parseArn } from '../../../../src/domain/resources/arn';
import { clusterArnOf } from '../../../../src/domain/resources/aws/ecs';
import { queueUrl } from '../../../../src/domain/resources/aws/sqs';
import { candidatesOf } from '../../../../src/runner/verify/arn-types';

const regional = (service: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
const first = (arn: string, endpoint?: string) => candidatesOf(parseArn(arn)!, endpoint)[0];

describe('candidatesOf', () => {
  it.each([
    [regional('ec2', 'vpc/vpc-1'), 'aws_vpc', 'vpc-1'],
    [regional('ec2', 'natgateway/nat-1'), 'aws_nat_gateway', 'nat-1'],
    [regional('ec2', 'elastic-ip/eipalloc-1'), 'aws_eip', 'eipalloc-1'],
    [regional('ec2', 'vpc-endpoint/vpce-1'), 'aws_vpc_endpoint', 'vpce-1'],
    [
      regional('ec2', 'transit-gateway-attachment/tgw-attach-1'),
      'aws_ec2_transit_gateway_vpc_attachment',
      'tgw-attach-1',
    ],
    [
      regional('elasticloadbalancing', 'loadbalancer/app/x/1'),
      'aws_lb',
      regional('elasticloadbalancing', 'loadbalancer/app/x/1'),
    ],
    [regional('elasticloadbalancing', 'loadbalancer/x'), 'aws_elb', 'x'],
    [
      regional('elasticloadbalancing', 'listener/app/x/1/2'),
      'aws_lb_listener',
      regional('elasticloadbalancing', 'listener/app/x/1/2'),
    ],
    [regional('ecs', 'cluster/x'), 'aws_ecs_cluster', regional('ecs', 'cluster/x')],
    [regional('ecs', 'task-definition/x:7'), 'aws_ecs_task_definition', 'x'],
    [regional('rds', 'db:x'), 'aws_db_instance', 'x'],
    [regional('rds', 'snapshot:x'), 'aws_db_snapshot', 'x'],
    [regional('logs', 'log-group:/ecs/x:*'), 'aws_cloudwatch_log_group', '/ecs/x'],
    [regional('events', 'rule/x'), 'aws_cloudwatch_event_rule', 'x'],
    [regional('events', 'rule/bus/x'), 'aws_cloudwatch_event_rule', 'bus/x'],
    [regional('sns', 'x'), 'aws_sns_topic', regional('sns', 'x')],
    ['arn:aws:s3:::x', 'aws_s3_bucket', 'x'],
    ['arn:aws:iam::123456789012:role/path/x', 'aws_iam_role', 'x'],
  ])('knows %s as %s with the id %s', (arn, type, id) => {
    expect(first(arn)).toMatchObject({ type, attributes: { id } });
  });

  it('asks about a security group rule in both directions', () => {
    const types = candidatesOf(parseArn(regional('ec2', 'security-group-rule/sgr-1'))!).map(
      ({ type }) => type,
    );

    expect(types).toEqual(['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule']);
  });

  it('tells an ECS service with its cluster, without which the provider cannot read it', () => {
    expect(first(regional('ecs', 'service/c/s'))?.attributes).toMatchObject({
      name: 's',
      cluster: regional('ecs', 'cluster/c'),
    });
  });

  it.each([
    'sns:eu-west-1:123456789012:topic:subscription',
    'ecs:eu-west-1:123456789012:task/c/1',
    'nosuch:::x',
  ])('does not guess what arn:aws:%s is', (rest) => {
    expect(candidatesOf(parseArn(`arn:aws:${rest}`)!)).toEqual([]);
  });
});

describe('queueUrl', () => {
  it('is on AWS by default and at the emulator where there is one', () => {
    const arn = parseArn(regional('sqs', 'x'))!;

    expect(queueUrl(arn)).toBe('https://sqs.eu-west-1.amazonaws.com/123456789012/x');
    expect(queueUrl(arn, 'http://127.0.0.1:5000/')).toBe('http://127.0.0.1:5000/123456789012/x');
  });
});

describe('clusterArnOf', () => {
  it('names the cluster of what can only live in one', () => {
    expect(clusterArnOf(parseArn(regional('ecs', 'task/c/1'))!)).toBe(regional('ecs', 'cluster/c'));
    expect(clusterArnOf(parseArn(regional('ecs', 'cluster/c'))!)).toBeUndefined();
  });
});
