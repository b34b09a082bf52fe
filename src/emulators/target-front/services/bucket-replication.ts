import { type Call, serviceOf, withText } from '../../front/call';
import type { Correction } from '../correction';
import type { Kept } from '../kept/document';

/**
 * moto keeps of a rule of replication its name, its priority and where it goes, and invents the rest. The configuration is kept
 * here as it was written, until it or its bucket is gone.
 */
export function bucketReplication(kept: Kept = new Map()): Correction {
  return {
    concerns: (head) =>
      serviceOf(head) === 's3' &&
      (/\?replication(=|&|$)/.test(head.path) ||
        (head.method === 'DELETE' && /^\/[^/?]+\/?$/.test(head.path))),
    correct: async (call, forward) => {
      const answer = await forward(call);
      if (answer.status >= 300) return answer;
      const key = bucketOf(call);
      if (call.method === 'DELETE') kept.delete(key);
      if (call.method === 'PUT') kept.set(key, { text: call.body.toString('utf8') });
      const { text } = kept.get(key) ?? {};
      return call.method === 'GET' && typeof text === 'string' ? withText(answer, text) : answer;
    },
  };
}

const bucketOf = ({ path }: Call): string => path.split(/[/?]/)[1] ?? '';
