import * as z from 'zod';
import { type Answer, withText } from '../front/call';
import { type Correction, isBucketSetting } from './correction';

const Statement = z.looseObject({ Effect: z.string(), Condition: z.unknown().optional() });
const Policy = z.looseObject({
  Statement: z.union([Statement.transform((one) => [one]), z.array(Statement)]),
});
const Stored = z.looseObject({ whole: z.string() });

/**
 * moto reads a bucket's policy without its conditions, so a refusal of plain HTTP would refuse every call. It is given
 * the policy without conditional refusals; the whole travels in a member that it keeps and does not read.
 */
export const bucketPolicy: Correction = {
  concerns: (head) => isBucketSetting(head, 'policy'),
  correct: async (call, forward) => {
    if (call.method === 'GET') return asWritten(await forward(call));
    return forward(withText(call, withoutConditionalDenies(call.body.toString('utf8'))));
  },
};

/** What is no policy is left to the emulator to refuse. */
function withoutConditionalDenies(text: string): string {
  const policy = Policy.safeParse(parseJson(text)).data;
  if (!policy) return text;
  const kept = policy.Statement.filter(({ Effect, Condition }) => Effect !== 'Deny' || !Condition);
  return JSON.stringify({ ...policy, Statement: kept, whole: text });
}

function asWritten(answer: Answer): Answer {
  const stored = Stored.safeParse(parseJson(answer.body.toString('utf8'))).data;
  return stored ? withText(answer, stored.whole) : answer;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
