import { idFrom, settingOf } from '../identity';
import { fixed, type Pricer, free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

/** Target tracking makes its own alarms, two for each policy. */
const scalingPolicy: Pricer = ({ attributes }) =>
  attributes['policy_type'] === 'TargetTrackingScaling'
    ? { fixed: [fixed('alarms', { price: 'alarm', quantity: 2 }, 'Two alarms that target tracking makes')] }
    : {};

/** Auto Scaling of instances and of everything else. */
export const autoscalingTypes: FactsByType = {
  aws_appautoscaling_policy: {
    identity: settingOf('resource_id'),
    price: scalingPolicy,
  },
  aws_appautoscaling_target: {
    identity: settingOf('resource_id'),
    price: free,
  },
  aws_autoscaling_group: {
    identity: idFrom('name'),
    tags: 'unlisted',
  },
  aws_autoscaling_policy: {
    identity: settingOf('autoscaling_group_name'),
  },
  aws_launch_configuration: {
    tags: 'unlisted',
  },
  ...freeTypes('aws_appautoscaling_scheduled_action'),
};
