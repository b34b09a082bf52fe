import type { Arn } from '../arn';
import type { ArnForm } from '../arn-form';
import { settingOf, whole, type Seed } from '../identity';
import { need, retagging, tagging } from '../need';
import { nameIn, type Value } from '../planned-value';
import { metered, type Pricer, free } from '../pricing';
import type { FactsByType, ResourceFacts } from '../resource-facts';

const sqs = need('sqs');
const policyOf = (value: Value) => nameIn('queue_url', value);

const queueId: Seed = (value, { region, account, endpoint }) => {
  const name = value('name');
  const url = name && account && queueUrl({ region, account, resource: name }, endpoint);
  return whole({ id: url, name });
};

const queueArn: ArnForm = {
  service: 'sqs',
  resource: /^/,
  attributes: ({ arn, endpoint }) => ({ id: queueUrl(arn, endpoint), name: arn.resource }),
};

const queue: Pricer = ({ attributes }) => ({
  metered: [
    metered(
      'messages sent, read and deleted',
      attributes['fifo_queue'] === true ? 'sqs-fifo' : 'sqs-standard',
      'million requests',
    ),
  ],
});

/** A setting of a queue is one of its attributes, and goes by being emptied. */
const queueSetting: ResourceFacts = {
  identity: settingOf('queue_url'),
  tags: 'none',
  read: [sqs(policyOf, 'GetQueueAttributes')],
  create: [sqs(policyOf, 'SetQueueAttributes')],
  update: [sqs(policyOf, 'SetQueueAttributes')],
  destroy: [sqs(policyOf, 'SetQueueAttributes')],
  price: free,
};

/** The URL by which Terraform knows a queue. */
export function queueUrl(arn: Pick<Arn, 'region' | 'account' | 'resource'>, endpoint?: string): string {
  const host = endpoint?.replace(/\/$/, '') ?? `https://sqs.${arn.region}.amazonaws.com`;
  return `${host}/${arn.account}/${arn.resource}`;
}

/** Amazon SQS. */
export const sqsTypes: FactsByType = {
  aws_sqs_queue: {
    identity: { seed: queueId, holdsAccount: true },
    arn: queueArn,
    tags: 'listed',
    read: [sqs('{name}', 'GetQueueAttributes', 'ListQueueTags')],
    create: [tagging(sqs('{name}', 'CreateQueue', 'TagQueue'))],
    update: [sqs('{name}', 'SetQueueAttributes')],
    retag: [retagging(sqs('{name}', 'TagQueue')), sqs('{name}', 'UntagQueue')],
    destroy: [sqs('{name}', 'DeleteQueue')],
    price: queue,
  },
  aws_sqs_queue_policy: queueSetting,
  aws_sqs_queue_redrive_allow_policy: queueSetting,
  aws_sqs_queue_redrive_policy: queueSetting,
};
