import * as z from 'zod';
import { type Answer, type Call, type CallHead, type Forward, serviceOf, withText } from '../front/call';
import type { Correction } from './correction';

const Tags = z.record(z.string(), z.string());
const Request = z.looseObject({
  ResourceARN: z.string().default(''),
  Tags: Tags.default({}),
  TagKeys: z.array(z.string()).default([]),
  ServiceNamespace: z.string().optional(),
  ResourceId: z.string().optional(),
  ScalableDimension: z.string().optional(),
});
const Registered = z.looseObject({ ScalableTargetARN: z.string() });
const Described = z.looseObject({ ScalableTargets: z.array(Registered).default([]) });

/**
 * moto gives a scalable target an ARN, forgets its tags, and knows no call about them; Terraform asks for them at every
 * reading. They are kept here as long as the target is registered.
 */
export function scalableTargetTags(kept: Kept = new Map()): Correction {
  return {
    concerns: (head) => serviceOf(head) === 'application-autoscaling' && operationOf(head) in corrections,
    correct: (call, forward) => corrections[operationOf(call)]?.(call, forward, kept) ?? forward(call),
  };
}

type Kept = Map<string, Record<string, string>>;

const corrections: Record<string, (call: Call, forward: Forward, kept: Kept) => Promise<Answer>> = {
  RegisterScalableTarget: async (call, forward, kept) => {
    const answer = await forward(call);
    if (answer.status >= 300) return answer;
    const { ScalableTargetARN: arn } = Registered.parse(parse(answer));
    kept.set(arn, { ...kept.get(arn), ...requestOf(call).Tags });
    return answer;
  },
  DeregisterScalableTarget: async (call, forward, kept) => {
    const arns = await targetsOf(call, forward);
    const answer = await forward(call);
    if (answer.status < 300) arns.forEach((arn) => kept.delete(arn));
    return answer;
  },
  ListTagsForResource: (call, _, kept) => {
    const tags = kept.get(requestOf(call).ResourceARN);
    return Promise.resolve(tags ? reply(200, { Tags: tags }) : notFound(call));
  },
  TagResource: (call, _, kept) => {
    const { ResourceARN: arn, Tags: added } = requestOf(call);
    const tags = kept.get(arn);
    if (tags) kept.set(arn, { ...tags, ...added });
    return Promise.resolve(tags ? reply(200, {}) : notFound(call));
  },
  UntagResource: (call, _, kept) => {
    const { ResourceARN: arn, TagKeys: keys } = requestOf(call);
    const tags = kept.get(arn);
    if (tags) kept.set(arn, Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))));
    return Promise.resolve(tags ? reply(200, {}) : notFound(call));
  },
};

const target = 'AnyScaleFrontendService';
const operationOf = ({ headers }: CallHead) => String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
const parse = ({ body }: Call | Answer): unknown => JSON.parse(body.toString('utf8'));
const requestOf = (call: Call) => Request.parse(parse(call));

async function targetsOf(call: Call, forward: Forward): Promise<string[]> {
  const { ServiceNamespace, ResourceId, ScalableDimension } = requestOf(call);
  const headers = { ...call.headers, 'x-amz-target': `${target}.DescribeScalableTargets` };
  const asked = JSON.stringify({ ServiceNamespace, ResourceIds: [ResourceId], ScalableDimension });
  const answer = await forward(withText({ ...call, headers }, asked));
  if (answer.status >= 300) return [];
  return Described.parse(parse(answer)).ScalableTargets.map(({ ScalableTargetARN: arn }) => arn);
}

function notFound(call: Call): Answer {
  const message = `No scalable target found for resource ARN: ${requestOf(call).ResourceARN}`;
  return reply(400, { __type: 'ResourceNotFoundException', message });
}

function reply(status: number, body: object): Answer {
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  return withText({ status, headers, body: Buffer.alloc(0) }, JSON.stringify(body));
}
