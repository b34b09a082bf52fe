import { serviceOf, withText } from '../../front/call';
import type { Correction } from '../correction';
import { type Kept, keyOf } from '../kept/document';
import { formOf, regionOf } from '../kept/routed';

/** moto forgets how long an instance of a group takes until it counts. */
export function autoscalingGroup(warmups: Kept = new Map()): Correction {
  return {
    concerns: (head) => serviceOf(head) === 'autoscaling',
    correct: async (call, forward) => {
      const form = formOf(call);
      const action = form.get('Action') ?? '';
      const answer = await forward(call);
      if (answer.status >= 300 || !/^(Create|Update|Describe|Delete)AutoScalingGroups?$/.test(action))
        return answer;
      const keyIn = (group: string) => keyOf(regionOf(call), group);
      learn(warmups, keyIn(form.get('AutoScalingGroupName') ?? ''), form);
      const text = answer.body.toString('utf8');
      const described = (name: string, group: string): string => {
        const seconds = warmups.get(keyIn(group))?.['seconds'];
        if (typeof seconds !== 'string' || action !== 'DescribeAutoScalingGroups') return name;
        return `${name}<DefaultInstanceWarmup>${seconds}</DefaultInstanceWarmup>`;
      };
      return withText(
        answer,
        text.replace(
          /(?<=<member>)<AutoScalingGroupName>([^<]*)<\/AutoScalingGroupName>(?=<(?!PolicyName))/g,
          described,
        ),
      );
    },
  };
}

/** -1 takes it away (docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html). */
function learn(warmups: Kept, key: string, form: URLSearchParams): void {
  const action = form.get('Action') ?? '';
  const seconds = form.get('DefaultInstanceWarmup');
  if (action === 'DescribeAutoScalingGroups' || (action.startsWith('Update') && seconds === null)) return;
  if (action.startsWith('Delete') || seconds === null || seconds === '-1') warmups.delete(key);
  else warmups.set(key, { seconds });
}
