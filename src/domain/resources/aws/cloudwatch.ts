import { byGroup } from '../arn-form';
import { idFrom } from '../identity';
import { need } from '../need';
import { fixed, metered, type Pricer } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const logs = need('logs');

const logGroup: Pricer = () => ({
  metered: [metered('logs taken in', 'logs-ingest', 'GB'), metered('logs kept', 'logs-storage', 'GB-month')],
});

const alarm: Pricer = () => ({
  fixed: [fixed('alarm', { price: 'alarm' }, 'CloudWatch alarm on one metric')],
});

/** Amazon CloudWatch: logs and alarms. */
export const cloudwatchTypes: FactsByType = {
  aws_cloudwatch_log_group: {
    identity: idFrom('name'),
    arn: byGroup('logs', /^log-group:([^:]+)/, 'name'),
    tags: 'listed',
    destroy: [
      logs('*', 'DescribeLogGroups'),
      logs('log-group:{name}', 'ListTagsForResource'),
      // IAM is asked about a group's streams even where the whole group goes.
      logs('log-group:{name}:log-stream:', 'DeleteLogGroup'),
    ],
    price: logGroup,
  },
  aws_cloudwatch_metric_alarm: {
    identity: idFrom('alarm_name'),
    arn: byGroup('cloudwatch', /^alarm:(.+)$/, 'alarm_name'),
    price: alarm,
  },
  ...freeTypes('aws_cloudwatch_log_resource_policy', 'aws_cloudwatch_log_stream'),
};
