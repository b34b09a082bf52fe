import { byArn } from '../arn-form';
import { arnIn, childOf, settingOf } from '../identity';
import { metered, type Pricer, free } from '../pricing';
import type { FactsByType } from '../resource-facts';

const topic: Pricer = () => ({ metered: [metered('messages published', 'sns', 'million requests')] });

/** Amazon SNS. */
export const snsTypes: FactsByType = {
  aws_sns_topic: {
    identity: { seed: arnIn('sns', (value) => value('name')), holdsAccount: true },
    arn: byArn('sns', /^[^:]+$/),
    price: topic,
  },
  aws_sns_topic_policy: {
    identity: settingOf('arn'),
    price: free,
  },
  aws_sns_topic_subscription: {
    identity: childOf('topic_arn'),
    price: free,
  },
};
