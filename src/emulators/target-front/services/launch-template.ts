import { serviceOf, withText } from '../../front/call';
import type { Correction } from '../correction';
import { formOf } from '../kept/routed';

/** The tags of a launch template itself are none that it gives to what is launched, where moto lists them too. */
export const launchTemplate: Correction = {
  concerns: (head) => serviceOf(head) === 'ec2',
  correct: async (call, forward) => {
    const answer = await forward(call);
    if (formOf(call).get('Action') !== 'DescribeLaunchTemplateVersions') return answer;
    const own = /<item><resourceType>launch-template<\/resourceType><tagSet>.*?<\/tagSet><\/item>/gs;
    const text = answer.body.toString('utf8').replace(own, '');
    return withText(answer, text.replaceAll('<tagSpecificationSet></tagSpecificationSet>', ''));
  },
};
