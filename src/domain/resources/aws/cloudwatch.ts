import { byGroup } from '../arn-form';
import { idFrom } from '../identity';
import { need, retagging, tagging, whenSet } from '../need';
import { fixed, metered, type Pricer } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const logs = need('logs');

const logGroup: Pricer = () => ({
  metered: [metered('log ingestion', 'logs-ingest', 'GB'), metered('logs kept', 'logs-storage', 'GB-month')],
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
    // IAM is asked about a group's streams even where the whole group is meant.
    read: [logs('*', 'DescribeLogGroups'), logs('log-group:{name}', 'ListTagsForResource')],
    create: [
      tagging(logs('log-group:{name}:log-stream:', 'CreateLogGroup')),
      tagging(logs('log-group:{name}', 'TagResource')),
      whenSet('retention_in_days', logs('log-group:{name}:log-stream:', 'PutRetentionPolicy')),
    ],
    update: [logs('log-group:{name}:log-stream:', 'PutRetentionPolicy', 'DeleteRetentionPolicy')],
    retag: [retagging(logs('log-group:{name}', 'TagResource')), logs('log-group:{name}', 'UntagResource')],
    destroy: [logs('log-group:{name}:log-stream:', 'DeleteLogGroup')],
    price: logGroup,
  },
  aws_cloudwatch_metric_alarm: {
    identity: idFrom('alarm_name'),
    arn: byGroup('cloudwatch', /^alarm:(.+)$/, 'alarm_name'),
    price: alarm,
  },
  ...freeTypes('aws_cloudwatch_log_resource_policy', 'aws_cloudwatch_log_stream'),
};
