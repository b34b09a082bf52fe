import { eachOf, namedBy } from '../named-by';
import type { ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

/** Amazon CloudWatch: alarms, by their names. */
export const cloudWatch: ServiceRules = {
  prefix: 'cloudwatch',
  signedAs: ['monitoring'],
  protocol: 'query',
  named: eachOf(namedBy('alarm', 'alarm:{}', 'AlarmName', 'AlarmNames')),
  tags: ({ input }) => tagsIn(input, 'Tags'),
};
