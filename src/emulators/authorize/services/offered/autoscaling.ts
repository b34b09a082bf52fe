import type { Ask } from '../../ask';
import { serviceLinkedRole } from '../../in-callers-name';
import { structuresAt, textAt } from '../../input';
import { eachOf, namedBy } from '../../named-by';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../../service-rules';
import { tagsIn } from '../../tags';
import { asLaunched } from './launched';

const groupPart = 'autoScalingGroup:*:autoScalingGroupName/{}';

/** Amazon EC2 Auto Scaling: calls name a group, whose ARN also has an id that AWS makes up. */
export const autoscaling: ServiceRules = {
  prefix: 'autoscaling',
  signedAs: ['autoscaling'],
  protocol: 'query',
  named: eachOf(
    namedBy('autoScalingGroup', groupPart, 'AutoScalingGroupName'),
    namedBy(
      'launchConfiguration',
      'launchConfiguration:*:launchConfigurationName/{}',
      'LaunchConfigurationName',
    ),
    tagged,
  ),
  tags: ({ input }) => tagsIn(input, 'Tags'),
  tagsOf,
  // The service has its own role for what it does; one that a hook names is for its messages.
  passedTo: () => 'autoscaling.amazonaws.com',
  completed: asLaunched,
  further: (operation) => [...tagsOnCreate(operation), ...launched(operation)],
};

/** What is tagged is named in each tag. */
function tagged({ name, input }: Operation): NamedResource[] {
  if (!/^(CreateOrUpdate|Delete)Tags$/.test(name)) return [];
  const groups = structuresAt(input, 'Tags').flatMap((tag) => textAt(tag, 'ResourceId') ?? []);
  return groups.map((group) => ({ type: 'autoScalingGroup', part: groupPart.replace('{}', group) }));
}

async function tagsOf(arn: string, ask: Ask): Promise<Record<string, string>> {
  const [, name] = /:autoScalingGroupName\/(.+)$/.exec(arn) ?? [];
  if (name === undefined) return {};
  const form = {
    Action: 'DescribeAutoScalingGroups',
    Version: '2011-01-01',
    'AutoScalingGroupNames.member.1': name,
  };
  const tags = /<Tags>(.*?)<\/Tags>/s.exec(await ask('autoscaling', { form }))?.[1] ?? '';
  const pairs = [...tags.matchAll(/<member>(.*?)<\/member>/gs)].map(([, tag = '']) => [
    /<Key>(.*?)<\/Key>/.exec(tag)?.[1] ?? '',
    /<Value>(.*?)<\/Value>/.exec(tag)?.[1] ?? '',
  ]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

/** docs.aws.amazon.com/autoscaling/ec2/userguide/security_iam_id-based-policy-examples.html, "Control the tagging" */
function tagsOnCreate({ name, input }: Operation): FurtherNeed[] {
  const tags = tagsIn(input, 'Tags');
  if (name !== 'CreateAutoScalingGroup' || Object.keys(tags).length === 0) return [];
  const part = groupPart.replace('{}', textAt(input, 'AutoScalingGroupName') ?? '');
  return [{ action: 'autoscaling:CreateOrUpdateTags', part, tags }];
}

/** docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html */
function launched({ name, input }: Operation): FurtherNeed[] {
  const role = name === 'CreateAutoScalingGroup' ? [serviceLinkedRole('autoscaling.amazonaws.com')] : [];
  return [...role, ...((input['launched'] ?? []) as FurtherNeed[])];
}
