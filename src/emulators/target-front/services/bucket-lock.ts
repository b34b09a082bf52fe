import { type Answer, type Call, serviceOf, withText } from '../../front/call';
import type { Correction } from '../correction';
import type { Kept } from '../kept/document';

/**
 * S3 changes how long a bucket locks its objects whatever it holds
 * (docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html); moto wants it empty. What it refuses for that
 * is kept here, until it is written anew or the bucket is gone.
 */
export function bucketLock(kept: Kept = new Map()): Correction {
  return {
    concerns: (head) =>
      serviceOf(head) === 's3' &&
      (/\?object-lock(=|&|$)/.test(head.path) ||
        (head.method === 'DELETE' && /^\/[^/?]+\/?$/.test(head.path))),
    correct: async (call, forward) => {
      const answer = await forward(call);
      const key = bucketOf(call);
      if (call.method === 'PUT') return write(call, answer, kept);
      if (call.method === 'DELETE' && answer.status < 300) kept.delete(key);
      const { text } = kept.get(key) ?? {};
      const isRead = call.method === 'GET' && answer.status < 300;
      return isRead && typeof text === 'string' ? withText(answer, text) : answer;
    },
  };
}

function write(call: Call, answer: Answer, kept: Kept): Answer {
  const key = bucketOf(call);
  if (answer.status < 300) kept.delete(key);
  if (!answer.body.toString('utf8').includes('Bucket needs to be empty')) return answer;
  kept.set(key, { text: call.body.toString('utf8') });
  return withText({ ...answer, status: 200 }, '');
}

const bucketOf = ({ path }: Call): string => path.split(/[/?]/)[1] ?? '';
