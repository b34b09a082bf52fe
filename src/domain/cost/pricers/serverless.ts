import { isPriceKey } from '../price-book';
import { blockIn, fixed, metered, textIn, type Pricer } from '../resource';

const logGroup: Pricer = () => ({
  metered: [metered('logs taken in', 'logs-ingest', 'GB'), metered('logs kept', 'logs-storage', 'GB-month')],
});

const alarm: Pricer = () => ({
  fixed: [fixed('alarm', { price: 'alarm' }, 'CloudWatch alarm on one metric')],
});

const queue: Pricer = ({ attributes }) => ({
  metered: [
    metered(
      'messages sent, read and deleted',
      attributes['fifo_queue'] === true ? 'sqs-fifo' : 'sqs-standard',
      'million requests',
    ),
  ],
});

const topic: Pricer = () => ({ metered: [metered('messages published', 'sns', 'million requests')] });

const eventBus: Pricer = () => ({ metered: [metered('events put', 'event-bus', 'million events')] });

const lambda: Pricer = ({ attributes }) => {
  const architectures = attributes['architectures'];
  const arm = Array.isArray(architectures) && architectures.includes('arm64');
  return {
    metered: [
      metered('invocations', 'lambda-requests', 'million requests'),
      metered('run time', arm ? 'lambda-arm-gb-second' : 'lambda-x86-gb-second', 'GB-second'),
    ],
  };
};

const httpApi: Pricer = ({ attributes }) =>
  attributes['protocol_type'] === 'WEBSOCKET'
    ? { unpriced: ['no price for a WebSocket API'] }
    : { metered: [metered('requests', 'http-api', 'million requests')] };

const restApi: Pricer = () => ({ metered: [metered('requests', 'rest-api', 'million requests')] });

const stateMachine: Pricer = ({ attributes }) =>
  attributes['type'] === 'EXPRESS'
    ? { unpriced: ['no price for express workflows'] }
    : { metered: [metered('state transitions', 'step-functions', '1,000 transitions')] };

/** `BUILD_GENERAL1_SMALL` in an `ARM_CONTAINER` is `codebuild-arm-small` in the book. */
const buildProject: Pricer = ({ attributes }) => {
  const environment = { ...attributes, ...blockIn(attributes['environment']) };
  const size = (textIn(environment['compute_type']) ?? '').replace('BUILD_GENERAL1_', '').toLowerCase();
  const kind = textIn(environment['type']) ?? 'LINUX_CONTAINER';
  const price = `codebuild-${kind === 'ARM_CONTAINER' ? 'arm' : 'x86'}-${size}`;
  if (!isPriceKey(price) || !/^(LINUX|ARM)_CONTAINER$/.test(kind))
    return { unpriced: [`no price for ${size || 'unknown'} builds in ${kind}`] };
  return { metered: [metered('builds', price, 'build minute')] };
};

/** Target tracking makes its own alarms, two for each policy. */
const scalingPolicy: Pricer = ({ attributes }) =>
  attributes['policy_type'] === 'TargetTrackingScaling'
    ? { fixed: [fixed('alarms', { price: 'alarm', quantity: 2 }, 'Two alarms that target tracking makes')] }
    : {};

/** Standard parameters are free; advanced ones are not, and the book has no price of theirs. */
const parameter: Pricer = ({ attributes }) => {
  const tier = textIn(attributes['tier']) ?? 'Standard';
  return tier === 'Standard' ? {} : { unpriced: [`no price for an ${tier} parameter`] };
};

/** Logs, alarms, messages, functions and APIs. */
export const serverless: Record<string, Pricer> = {
  aws_cloudwatch_log_group: logGroup,
  aws_cloudwatch_metric_alarm: alarm,
  aws_cloudwatch_event_bus: eventBus,
  aws_sqs_queue: queue,
  aws_sns_topic: topic,
  aws_lambda_function: lambda,
  aws_apigatewayv2_api: httpApi,
  aws_api_gateway_rest_api: restApi,
  aws_sfn_state_machine: stateMachine,
  aws_codebuild_project: buildProject,
  aws_appautoscaling_policy: scalingPolicy,
  aws_ssm_parameter: parameter,
};
