import * as z from 'zod';
import { type Answer, type Call, type CallHead, type Forward, serviceOf, withText } from '../front/call';
import { readSignature } from '../front/verify-signature';
import type { Correction } from './correction';

const attribute = 'RedriveAllowPolicy';
const Texts = z.record(z.string(), z.string());
const Request = z.looseObject({
  QueueName: z.string().optional(),
  QueueUrl: z.string().optional(),
  Attributes: Texts.optional(),
  AttributeNames: z.array(z.string()).default([]),
});
type Request = z.infer<typeof Request>;
const Attributes = z.looseObject({ Attributes: Texts.default({}) });

/**
 * moto takes the policy that says which queues may use another as their dead-letter queue, and never gives it back: whoever
 * waits until it is there waits for ever. It is kept here, for each queue of a region as long as the queue lives. The policy
 * that names a dead-letter queue comes back with spaces in it, which SQS does not write; and who may use a queue is forgotten
 * whenever another attribute is set.
 */
export function queueRedrive(memory: QueueMemory = { allow: new Map(), policies: new Map() }): Correction {
  const kept: Kept = { ...memory, turns: new Map() };
  return {
    concerns: (head) => serviceOf(head) === 'sqs' && operationOf(head) in corrections,
    correct: (call, forward) => corrections[operationOf(call)]?.(call, forward, kept) ?? forward(call),
  };
}

/** By queue: the policies that moto forgets. */
export interface QueueMemory {
  allow: Map<string, string>;
  policies: Map<string, string>;
}

/** By queue also the writing that the next one waits for. */
interface Kept extends QueueMemory {
  turns: Map<string, Promise<unknown>>;
}

type Step = (call: Call, forward: Forward, kept: Kept) => Promise<Answer>;

const corrections: Record<string, Step> = {
  CreateQueue: write,
  SetQueueAttributes: write,
  DeleteQueue: async (call, forward, kept) => {
    const answer = await forward(call);
    if (answer.status < 300)
      for (const ofQueues of Object.values(kept) as Map<string, unknown>[]) ofQueues.delete(queueOf(call));
    return answer;
  },
  GetQueueAttributes: async (call, forward, kept) => {
    const { AttributeNames: names, ...queue } = requestOf(call);
    const others = names.filter((name) => name !== attribute);
    const isNamed = others.length < names.length;
    // moto refuses a name that it does not know, and the whole call with it.
    const AttributeNames = isNamed && others.length === 0 ? ['QueueArn'] : others;
    const answer = await forward(withText(call, JSON.stringify({ ...queue, AttributeNames })));
    if (answer.status >= 300) return answer;
    const policy = isNamed || others.includes('All') ? kept.allow.get(queueOf(call)) : undefined;
    return withPolicies(isNamed && others.length === 0 ? withText(answer, '{}') : answer, policy);
  },
};

/** An empty policy takes it away, as with every other attribute of SQS. */
async function write(call: Call, forward: Forward, kept: Kept): Promise<Answer> {
  const answer = await inTurn(call, forward, kept);
  const policy = requestOf(call).Attributes?.[attribute];
  if (answer.status >= 300 || policy === undefined) return answer;
  if (policy === '') kept.allow.delete(queueOf(call));
  else kept.allow.set(queueOf(call), policy);
  return answer;
}

/** Two calls that set something of one queue would take each other's policy away. */
function inTurn(call: Call, forward: Forward, kept: Kept): Promise<Answer> {
  const before = kept.turns.get(queueOf(call)) ?? Promise.resolve();
  const turn = before.catch(() => undefined).then(() => forward(withItsPolicy(call, kept.policies)));
  kept.turns.set(queueOf(call), turn);
  return turn;
}

/** Whatever attribute is set, moto forgets who may use the queue unless the call says it again. */
function withItsPolicy(call: Call, policies: Map<string, string>): Call {
  const { Attributes: given, AttributeNames: _, ...request } = requestOf(call);
  const queue = queueOf(call);
  if (operationOf(call) === 'CreateQueue') policies.delete(queue);
  if (given?.['Policy'] !== undefined) policies.set(queue, given['Policy']);
  const policy = policies.get(queue);
  if (given === undefined || policy === undefined) return call;
  return withText(call, JSON.stringify({ ...request, Attributes: { Policy: policy, ...given } }));
}

function withPolicies(answer: Answer, allow: string | undefined): Answer {
  const { Attributes: all, ...rest } = Attributes.parse(JSON.parse(answer.body.toString('utf8')));
  const { RedrivePolicy: redrive } = all;
  const named = redrive === undefined ? {} : { RedrivePolicy: JSON.stringify(JSON.parse(redrive)) };
  const allowed = allow === undefined ? {} : { [attribute]: allow };
  return withText(answer, JSON.stringify({ ...rest, Attributes: { ...all, ...named, ...allowed } }));
}

const operationOf = ({ headers }: CallHead) => String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';

function requestOf({ body }: Call): Request {
  return Request.parse(JSON.parse(body.toString('utf8')));
}

/** A queue's URL ends with its name; two regions may each have one of that name. */
function queueOf(call: Call): string {
  const { QueueName, QueueUrl } = requestOf(call);
  return `${readSignature(call)?.region} ${QueueName ?? QueueUrl?.split('/').at(-1)}`;
}
