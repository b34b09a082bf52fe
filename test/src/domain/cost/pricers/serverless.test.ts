import { priceOf } from '../../../../support/builders/price-of';

describe('serverless prices', () => {
  it.each([
    ['aws_cloudwatch_log_group', {}, { 'log ingestion': '0.5 a GB', 'logs kept': '0.03 a GB-month' }],
    ['aws_sqs_queue', {}, { 'messages sent, read and deleted': '0.4 a million requests' }],
    ['aws_sqs_queue', { fifo_queue: true }, { 'messages sent, read and deleted': '0.5 a million requests' }],
    ['aws_lambda_function', { architectures: ['arm64'] }, { 'run time': '0.0000133334 a GB-second' }],
    ['aws_apigatewayv2_api', { protocol_type: 'HTTP' }, { requests: '1 a million requests' }],
    ['aws_sfn_state_machine', {}, { 'state transitions': '0.025 a 1,000 transitions' }],
    [
      'aws_codebuild_project',
      build('BUILD_GENERAL1_SMALL', 'ARM_CONTAINER'),
      { builds: '0.00425 a build minute' },
    ],
    [
      'aws_codebuild_project',
      build('BUILD_GENERAL1_MEDIUM', 'LINUX_CONTAINER'),
      { builds: '0.01 a build minute' },
    ],
    [
      'aws_codebuild_project',
      build('BUILD_GENERAL1_LARGE', 'LINUX_CONTAINER'),
      { builds: '0.02 a build minute' },
    ],
  ])('prices %s %j by use', (type, attributes, usage) => {
    expect(priceOf(type, attributes)).toMatchObject({ monthly: {}, usage, unpriced: [] });
  });

  it('counts alarms by the month, those that target tracking makes as well', () => {
    expect(priceOf('aws_cloudwatch_metric_alarm').monthly).toEqual({ alarm: 0.1 });
    expect(priceOf('aws_appautoscaling_policy', { policy_type: 'TargetTrackingScaling' }).monthly).toEqual({
      alarms: 0.2,
    });
    expect(priceOf('aws_appautoscaling_policy', { policy_type: 'StepScaling' }).monthly).toEqual({});
  });

  it.each([
    [
      'aws_codebuild_project',
      build('BUILD_GENERAL1_SMALL', 'WINDOWS_CONTAINER'),
      'no price for small builds in WINDOWS_CONTAINER',
    ],
    [
      'aws_codebuild_project',
      build('BUILD_GENERAL1_2XLARGE', 'LINUX_CONTAINER'),
      'no price for 2xlarge builds in LINUX_CONTAINER',
    ],
    ['aws_apigatewayv2_api', { protocol_type: 'WEBSOCKET' }, 'no price for a WebSocket API'],
    ['aws_sfn_state_machine', { type: 'EXPRESS' }, 'no price for express workflows'],
    ['aws_ssm_parameter', { tier: 'Advanced' }, 'no price for an Advanced parameter'],
  ])('names %s %j as unpriced', (type, attributes, reason) => {
    expect(priceOf(type, attributes)).toMatchObject({ monthly: {}, usage: {}, unpriced: [reason] });
  });
});

function build(computeType: string, type: string) {
  return { environment: [{ compute_type: computeType, type }] };
}
