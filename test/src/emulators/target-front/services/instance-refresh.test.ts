import { useOwnedFront } from '../../../../support/emulated/use-owned-front';
import { queryCall, signedCall } from '../../../../support/emulated/signed-call';

const front = useOwnedFront();
const autoscaling = async (Action: string, form: Record<string, string> = {}) => {
  const call = queryCall('autoscaling', { Action, Version: '2011-01-01', ...form });
  return (await signedCall(front.url, call)).text;
};

const group = { AutoScalingGroupName: 'fresh' };
const idIn = (text: string) => /<InstanceRefreshId>([0-9a-f-]{36})</.exec(text)?.[1] ?? 'none';

it('the instances of a group that is there are replaced at once, and nothing is left to cancel', async () => {
  const launched = { InstanceType: 't3.small', ImageId: 'ami-12c6146b' };
  await autoscaling('CreateLaunchConfiguration', { LaunchConfigurationName: 'fresh', ...launched });
  const sizes = { MinSize: '0', MaxSize: '0', 'AvailabilityZones.member.1': 'us-east-1a' };
  await autoscaling('CreateAutoScalingGroup', { ...group, ...sizes, LaunchConfigurationName: 'fresh' });

  const first = idIn(await autoscaling('StartInstanceRefresh', group));
  const second = idIn(await autoscaling('StartInstanceRefresh', group));
  const listed = await autoscaling('DescribeInstanceRefreshes', group);

  expect([...listed.matchAll(/<InstanceRefreshId>([^<]+)</g)].map(([, id]) => id)).toEqual([second, first]);
  expect(listed).toContain('<Status>Successful</Status>');
  expect(await autoscaling('CancelInstanceRefresh', group)).toContain('ActiveInstanceRefreshNotFound');
});

it('a group that is not there is refused', async () => {
  const text = await autoscaling('StartInstanceRefresh', { AutoScalingGroupName: 'none' });

  expect(text).toContain('AutoScalingGroup name not found');
});
