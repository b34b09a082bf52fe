import * as z from 'zod';
import { type Answer, type Call, type CallHead, type Forward, serviceOf, withText } from '../front/call';
import type { Correction } from './correction';

const Request = z.looseObject({ ResourceArn: z.string(), Tags: z.array(z.looseObject({ Key: z.string() })) });
const Listed = z.looseObject({ Tags: z.array(z.unknown()).default([]), NextToken: z.string().optional() });

/**
 * moto adds a tag of a table beside the one of the same key, which DynamoDB overwrites, and lists ten at a time, where
 * DynamoDB lists all that a table may have, and Terraform reads one page.
 */
export const tableTags: Correction = {
  concerns: (head) => serviceOf(head) === 'dynamodb' && operationOf(head) in corrections,
  correct: (call, forward) => corrections[operationOf(call)]?.(call, forward) ?? forward(call),
};

const corrections: Record<string, Correction['correct']> = {
  ListTagsOfResource: async (call, forward) => {
    const answer = await forward(call);
    if (answer.status >= 300) return answer;
    const { Tags, NextToken } = Listed.parse(parse(answer));
    return withText(
      answer,
      JSON.stringify({ Tags: [...Tags, ...(await tagsAfter(NextToken, call, forward))] }),
    );
  },
  TagResource: async (call, forward) => {
    const { ResourceArn, Tags } = Request.parse(parse(call));
    const target = String(call.headers['x-amz-target']).replace('.TagResource', '.UntagResource');
    const without = { ...call, headers: { ...call.headers, 'x-amz-target': target } };
    await forward(withText(without, JSON.stringify({ ResourceArn, TagKeys: Tags.map(({ Key }) => Key) })));
    return forward(call);
  },
};

async function tagsAfter(token: string | undefined, call: Call, forward: Forward): Promise<unknown[]> {
  if (token === undefined) return [];
  const input = { ...(parse(call) as object), NextToken: token };
  const { Tags, NextToken } = Listed.parse(parse(await forward(withText(call, JSON.stringify(input)))));
  return [...Tags, ...(await tagsAfter(NextToken, call, forward))];
}

const operationOf = ({ headers }: CallHead) => String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
const parse = ({ body }: Call | Answer): unknown => JSON.parse(body.toString('utf8'));
