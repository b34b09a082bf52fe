import { eachOf, namedBy } from '../named-by';
import type { ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

/** Amazon CloudWatch: alarms and dashboards, by their names. A dashboard is of no region. */
export const cloudWatch: ServiceRules = {
  prefix: 'cloudwatch',
  signedAs: ['monitoring'],
  protocol: 'query',
  named: eachOf(
    namedBy('alarm', 'alarm:{}', 'AlarmName', 'AlarmNames'),
    namedBy('dashboard', 'dashboard/{}', 'DashboardName', 'DashboardNames'),
  ),
  arn: ({ region, account }, part) =>
    `arn:aws:cloudwatch:${part.startsWith('dashboard/') ? '' : region}:${account}:${part}`,
  tags: ({ input }) => tagsIn(input, 'Tags'),
};
