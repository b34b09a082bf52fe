import { serviceOf, withText } from '../../front/call';
import type { Correction } from '../correction';
import { type Kept, keyOf } from '../kept/document';
import { formOf, regionOf } from '../kept/routed';

/**
 * moto forgets whether a policy of an Auto Scaling group is in force, which it is unless a call says otherwise, and describes
 * an empty prediction of those that predict nothing.
 */
export function autoscalingPolicy(disabled: Kept = new Map()): Correction {
  return {
    concerns: (head) => serviceOf(head) === 'autoscaling',
    correct: async (call, forward) => {
      const answer = await forward(call);
      const form = formOf(call);
      const action = form.get('Action') ?? '';
      if (answer.status >= 300 || !/^(Put|Describe|Delete)\w*Polic/.test(action)) return answer;
      const keyIn = (group = '', policy = '') => keyOf(regionOf(call), group, policy);
      const key = keyIn(form.get('AutoScalingGroupName') ?? '', form.get('PolicyName') ?? '');
      if (action === 'PutScalingPolicy' && form.get('Enabled') === 'false') disabled.set(key, {});
      else if (action !== 'DescribePolicies') disabled.delete(key);
      if (action !== 'DescribePolicies') return answer;
      const told = answer.body
        .toString('utf8')
        .replaceAll('<PredictiveScalingConfiguration/>', '')
        .replace(
          /<member><AutoScalingGroupName>(.*?)<\/AutoScalingGroupName><PolicyName>(.*?)<\/PolicyName>/g,
          (found, group: string, policy: string) =>
            `${found}<Enabled>${!disabled.has(keyIn(group, policy))}</Enabled>`,
        );
      return withText(answer, told);
    },
  };
}
