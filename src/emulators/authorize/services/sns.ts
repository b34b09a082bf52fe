import { namedBy } from '../named-by';
import type { ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

/** Amazon SNS: a topic is named by its ARN, and before it is made by its name. What is published may say any ARN. */
export const sns: ServiceRules = {
  prefix: 'sns',
  signedAs: ['sns'],
  protocol: 'query',
  about: { Publish: ['TopicArn'] },
  named: namedBy('topic', '{}', 'Name', 'TopicArn'),
  tags: ({ input }) => tagsIn(input, 'Tags'),
};
