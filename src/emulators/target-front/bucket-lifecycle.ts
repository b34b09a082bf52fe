import { withText } from '../front/call';
import { type Correction, isBucketSetting } from './correction';

/**
 * moto forgets how many old versions a bucket's lifecycle rule keeps whatever their age. The number travels at the end
 * of the rule's id, which it does not forget.
 */
export const bucketLifecycle: Correction = {
  concerns: (head) => isBucketSetting(head, 'lifecycle'),
  correct: async (call, forward) => {
    if (call.method === 'PUT') return forward(withText(call, inEachRule(call.body, putIntoId)));
    const answer = await forward(call);
    return withText(answer, inEachRule(answer.body, takeFromId));
  },
};

const mark = ' newer-noncurrent-versions=';

function inEachRule(body: Buffer, change: (rule: string) => string): string {
  return body.toString('utf8').replace(/<Rule>.*?<\/Rule>/gs, change);
}

function putIntoId(rule: string): string {
  const kept = /<NoncurrentVersionExpiration>.*?<NewerNoncurrentVersions>(\d+)</s.exec(rule)?.[1];
  return kept === undefined ? rule : rule.replace('</ID>', `${mark}${kept}</ID>`);
}

function takeFromId(rule: string): string {
  const [, kept] = new RegExp(`${mark}(\\d+)</ID>`).exec(rule) ?? [];
  if (kept === undefined) return rule;
  const number = `<NewerNoncurrentVersions>${kept}</NewerNoncurrentVersions>`;
  return rule
    .replace(`${mark}${kept}`, '')
    .replace('<NoncurrentVersionExpiration>', `<NoncurrentVersionExpiration>${number}`);
}
