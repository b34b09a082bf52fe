import { idFrom, settingOf } from '../identity';
import { type IamNeed, keyed, need, tagging, untagged } from '../need';
import type { Value } from '../planned-value';
import { fixed, type Pricer, free } from '../pricing';
import { type FactsByType, freeTypes } from '../resource-facts';

const scaling = need('application-autoscaling');
const iam = need('iam');

/** AWS makes up the id of a target. */
const anyTarget = 'scalable-target/*';

/**
 * Target tracking makes and removes its alarms in its maker's name, under the name of what is scaled
 * (docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html).
 */
const alarmsOf = (action: string): IamNeed[] =>
  ['DescribeAlarms', action].map((name) => {
    const one = untagged(need('cloudwatch')(alarmPath, name));
    return { ...one, if: ({ value }) => value('policy_type') === 'TargetTrackingScaling' };
  });

/** What is scaled is called `service/…` or `table/…`, by the service that it is of. */
const scaledPaths: Record<string, string> = { dynamodb: 'table', ecs: 'service' };

function alarmPath(value: Value): string {
  const kind = scaledPaths[value('service_namespace') ?? ''] ?? 'resource';
  return `alarm:TargetTracking-${value('resource_id') ?? `${kind}/{scaled}`}*`;
}

/** Target tracking makes its own alarms, two for each policy. */
const scalingPolicy: Pricer = ({ attributes }) =>
  attributes['policy_type'] === 'TargetTrackingScaling'
    ? { fixed: [fixed('alarms', { price: 'alarm', quantity: 2 }, 'Two alarms created by target tracking')] }
    : {};

/** Auto Scaling of instances and of everything else. */
export const autoscalingTypes: FactsByType = {
  aws_appautoscaling_policy: {
    identity: settingOf('resource_id'),
    tags: 'none',
    read: [scaling('*', 'DescribeScalingPolicies')],
    create: [scaling(anyTarget, 'PutScalingPolicy'), ...alarmsOf('PutMetricAlarm')],
    update: [scaling(anyTarget, 'PutScalingPolicy'), ...alarmsOf('PutMetricAlarm')],
    destroy: [scaling(anyTarget, 'DeleteScalingPolicy'), ...alarmsOf('DeleteAlarms')],
    offered: true,
    price: scalingPolicy,
  },
  aws_appautoscaling_target: {
    identity: settingOf('resource_id'),
    tags: 'unlisted',
    read: [scaling('*', 'DescribeScalableTargets'), scaling(anyTarget, 'ListTagsForResource')],
    create: [
      tagging(scaling(anyTarget, 'RegisterScalableTarget', 'TagResource')),
      untagged(
        keyed(iam('role/aws-service-role/*', 'CreateServiceLinkedRole'), {
          'iam:AWSServiceName': ({ value }) =>
            `${value('service_namespace') ?? '*'}.application-autoscaling.amazonaws.com`,
        }),
      ),
    ],
    update: [scaling(anyTarget, 'RegisterScalableTarget')],
    retag: [tagging(scaling(anyTarget, 'TagResource')), scaling(anyTarget, 'UntagResource')],
    destroy: [scaling(anyTarget, 'DeregisterScalableTarget')],
    offered: true,
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
