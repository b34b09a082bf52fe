import * as z from 'zod';
import { type CallHead, serviceOf, withText } from '../front/call';
import type { Correction } from './correction';

const Request = z.looseObject({ ResourceArn: z.string(), Tags: z.array(z.looseObject({ Key: z.string() })) });

/** moto adds a tag of a table beside the one of the same key; DynamoDB overwrites it. */
export const tableTags: Correction = {
  concerns: (head) => serviceOf(head) === 'dynamodb' && targetOf(head).endsWith('.TagResource'),
  correct: async (call, forward) => {
    const { ResourceArn, Tags } = Request.parse(JSON.parse(call.body.toString('utf8')));
    const target = targetOf(call).replace('.TagResource', '.UntagResource');
    const without = { ...call, headers: { ...call.headers, 'x-amz-target': target } };
    await forward(withText(without, JSON.stringify({ ResourceArn, TagKeys: Tags.map(({ Key }) => Key) })));
    return forward(call);
  },
};

const targetOf = ({ headers }: CallHead) => String(headers['x-amz-target'] ?? '');
