import type { Ask } from '../ask';
import { seeing, serviceLinkedRole, tagging } from '../in-callers-name';
import { type Input, structuresAt, textAt } from '../input';
import type { FurtherNeed, NamedResource, Operation, ServiceRules } from '../service-rules';
import { tagsIn } from '../tags';

const anyTarget = 'scalable-target/*';

/** Application Auto Scaling: calls name what is scaled, IAM is asked about the scalable target, whose id AWS makes up. */
export const applicationAutoscaling: ServiceRules = {
  prefix: 'application-autoscaling',
  signedAs: ['application-autoscaling'],
  protocol: 'json',
  named,
  tags: ({ input }) => tagsIn(input, 'Tags'),
  // The service uses its own role, whatever a call says.
  passedTo: () => 'application-autoscaling.amazonaws.com',
  further: (operation) => [...registering(operation), ...alarms(operation)],
  completed: async (operation, ask) => ({
    ...operation,
    input: { ...operation.input, found: await targetOf(operation, ask) },
  }),
  tagsOf: async (ResourceARN, ask) => {
    const call = { target: 'AnyScaleFrontendService.ListTagsForResource', input: { ResourceARN } };
    const text = await ask('application-autoscaling', call);
    return text === '' ? {} : tagsIn(JSON.parse(text) as Input, 'Tags');
  },
};

/** A target that is not registered yet, or no more. */
function named({ name, input }: Operation): NamedResource[] {
  const isAbout = /^(Register|Deregister|Put|Delete)/.test(name) && textAt(input, 'found') === undefined;
  return isAbout ? [{ type: 'ScalableTarget', part: anyTarget }] : [];
}

/** The ARN of the target that is registered for what a call names; undefined where there is none. */
async function targetOf({ input }: Operation, ask: Ask): Promise<string | undefined> {
  const [ServiceNamespace, id] = [textAt(input, 'ServiceNamespace'), textAt(input, 'ResourceId')];
  if (ServiceNamespace === undefined || id === undefined) return undefined;
  const asked = {
    ServiceNamespace,
    ResourceIds: [id],
    ScalableDimension: textAt(input, 'ScalableDimension'),
  };
  const call = { target: 'AnyScaleFrontendService.DescribeScalableTargets', input: asked };
  const text = await ask('application-autoscaling', call);
  const found = text === '' ? [] : structuresAt(JSON.parse(text) as Input, 'ScalableTargets');
  return found.map((one) => textAt(one, 'ScalableTargetARN'))[0];
}

/** docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html */
function registering({ name, input }: Operation): FurtherNeed[] {
  if (name !== 'RegisterScalableTarget') return [];
  const service = `${textAt(input, 'ServiceNamespace')}.application-autoscaling.amazonaws.com`;
  const part = textAt(input, 'found') ?? anyTarget;
  const tags = tagsIn(input, 'Tags');
  return [serviceLinkedRole(service), ...tagging('application-autoscaling:TagResource', part, { tags })];
}

/** docs.aws.amazon.com/autoscaling/application/userguide/security_iam_id-based-policy-examples.html */
function alarms({ name, input }: Operation): FurtherNeed[] {
  const action = { PutScalingPolicy: 'PutMetricAlarm', DeleteScalingPolicy: 'DeleteAlarms' }[name];
  if (action === undefined || textAt(input, 'PolicyType') === 'StepScaling') return [];
  const part = `alarm:TargetTracking-${textAt(input, 'ResourceId')}-*`;
  return [...seeing('cloudwatch:DescribeAlarms'), { action: `cloudwatch:${action}`, part }];
}
