import type { Ask } from '../../../../../src/emulators/authorize/ask';
import { saidOf } from '../../../../support/emulated/offered-role';

const nothing: Ask = () => Promise.resolve('');

it.each([
  ['a dashboard of environments', 'PutDashboard', { DashboardName: 'idp-one' }, /^allowed$/],
  ['an alarm of environments', 'DeleteAlarms', { 'AlarmNames.member.1': 'idp-one' }, /^allowed$/],
  [
    'a dashboard of others, which is of no region',
    'DeleteDashboards',
    { 'DashboardNames.member.1': 'shop' },
    /cloudwatch:DeleteDashboards on resource: arn:aws:cloudwatch::111122223333:dashboard\/shop/,
  ],
  [
    'an alarm of others',
    'DeleteAlarms',
    { 'AlarmNames.member.1': 'shop' },
    /cloudwatch:DeleteAlarms on resource: arn:aws:cloudwatch:eu-central-1:111122223333:alarm:shop/,
  ],
])('a role whose target offers CloudWatch is told of %s', async (_what, action, input, said) => {
  expect(await saidOf({ service: 'monitoring', action, input }, ['cloudwatch'], nothing)).toMatch(said);
});
