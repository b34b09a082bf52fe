import { useOwnedFront } from '../../../../support/emulated/use-owned-front';
import { queryCall, signedCall } from '../../../../support/emulated/signed-call';

const front = useOwnedFront();
const autoscaling = async (Action: string, form: Record<string, string> = {}) => {
  const call = queryCall('autoscaling', { Action, Version: '2011-01-01', ...form });
  return (await signedCall(front.url, call)).text;
};

const group = { AutoScalingGroupName: 'warm' };

it('a group is described with how long its instances take until they count, until that is taken away', async () => {
  const launched = { InstanceType: 't3.small', ImageId: 'ami-12c6146b' };
  await autoscaling('CreateLaunchConfiguration', { LaunchConfigurationName: 'warm', ...launched });
  const sizes = { MinSize: '0', MaxSize: '0', 'AvailabilityZones.member.1': 'us-east-1a' };
  const made = { ...group, ...sizes, LaunchConfigurationName: 'warm', DefaultInstanceWarmup: '120' };

  await autoscaling('CreateAutoScalingGroup', made);
  const first = await autoscaling('DescribeAutoScalingGroups');
  await autoscaling('UpdateAutoScalingGroup', { ...group, MaxSize: '1' });
  const changed = await autoscaling('DescribeAutoScalingGroups');
  await autoscaling('UpdateAutoScalingGroup', { ...group, DefaultInstanceWarmup: '-1' });

  expect(first).toContain('<DefaultInstanceWarmup>120</DefaultInstanceWarmup>');
  expect(changed).toContain('<DefaultInstanceWarmup>120</DefaultInstanceWarmup>');
  expect(await autoscaling('DescribeAutoScalingGroups')).not.toContain('<DefaultInstanceWarmup>120');
});
