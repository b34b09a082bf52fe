import type { Place } from '../../../../src/domain/resources/identity';
import { factsOf } from '../../../../src/domain/resources/types';

const place: Place = { region: 'eu-west-1', account: '123456789012', endpoint: undefined };
const seed = (type: string, known: Record<string, string>, where = place) =>
  factsOf(type)?.identity?.seed?.((attribute) => known[attribute], where);

describe('identityOf', () => {
  it.each([
    ['aws_iam_role', { name: 'r' }, { id: 'r', name: 'r' }],
    [
      'aws_iam_openid_connect_provider',
      { url: 'https://token.actions.githubusercontent.com' },
      { id: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
    ],
    ['aws_iam_policy', { name: 'p' }, { id: 'arn:aws:iam::123456789012:policy/p' }],
    ['aws_iam_policy', { name: 'p', path: '/x/' }, { id: 'arn:aws:iam::123456789012:policy/x/p' }],
    ['aws_iam_role_policy', { role: 'r', name: 'p' }, { id: 'r:p' }],
    ['aws_codebuild_project', { name: 'c' }, { id: 'c', name: 'c' }],
    ['aws_ecr_repository', { name: 'shop-dev/web' }, { id: 'shop-dev/web', name: 'shop-dev/web' }],
    ['aws_secretsmanager_secret', { name: 'shop/dev/key' }, { id: 'shop/dev/key' }],
    ['aws_lambda_permission', { function_name: 'f', statement_id: 's' }, { id: 's', function_name: 'f' }],
    ['aws_db_instance', { identifier: 'd' }, { id: 'd', identifier: 'd' }],
    ['aws_cloudwatch_log_group', { name: '/ecs/x' }, { id: '/ecs/x' }],
    ['aws_cloudwatch_event_rule', { name: 'r' }, { id: 'r', event_bus_name: 'default' }],
    ['aws_cloudwatch_event_rule', { name: 'r', event_bus_name: 'b' }, { id: 'b/r' }],
    ['aws_cloudwatch_event_target', { rule: 'r', target_id: 't' }, { id: 'r-t' }],
    ['aws_scheduler_schedule', { name: 's' }, { id: 'default/s' }],
    ['aws_sqs_queue', { name: 'q' }, { id: 'https://sqs.eu-west-1.amazonaws.com/123456789012/q' }],
    ['aws_sns_topic', { name: 't' }, { id: 'arn:aws:sns:eu-west-1:123456789012:t' }],
    [
      'aws_route',
      { route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0' },
      { route_table_id: 'rtb-1' },
    ],
    ['aws_route53_record', { zone_id: 'Z', name: 'n', type: 'A' }, { id: 'Z_n_A' }],
  ])('finds %s by %j', (type, known, attributes) => {
    expect(seed(type, known)).toMatchObject(attributes);
  });

  it.each([
    ['aws_iam_role', { name_prefix: 'r-' }],
    ['aws_iam_role_policy', { name: 'p' }],
    ['aws_cloudwatch_event_target', { rule: 'r' }],
    ['aws_route', { route_table_id: 'rtb-1' }],
  ])('answers no id for %s when all that is known is %j', (type, known) => {
    expect(seed(type, known as unknown as Record<string, string>)).toBeUndefined();
  });

  it('makes no id out of an account that is not known', () => {
    const nowhere = { ...place, account: undefined };

    expect(seed('aws_iam_policy', { name: 'p' }, nowhere)).toBeUndefined();
    expect(seed('aws_sqs_queue', { name: 'q' }, nowhere)).toBeUndefined();
  });
});
