import * as z from 'zod';
import { type Answer, type Call, type CallHead, type Forward, serviceOf, withText } from '../front/call';
import type { Correction } from './correction';

const Deployment = z.looseObject({ createdAt: z.number(), rolloutState: z.string().optional() });
type Deployment = z.infer<typeof Deployment>;
const Service = z.looseObject({ serviceArn: z.string(), deployments: z.array(Deployment).optional() });
type Service = z.infer<typeof Service>;
const Written = z.looseObject({ service: Service });
const Described = z.looseObject({ services: z.array(Service).default([]) });

/** What moto forgets of a service, by the names that requests and descriptions share. */
const forgotten = [
  'availabilityZoneRebalancing',
  'enableECSManagedTags',
  'enableExecuteCommand',
  'healthCheckGracePeriodSeconds',
];
/** How long a deployment takes. */
const rolloutSeconds = 4;
type Kept = Map<string, Record<string, unknown>>;

/** moto describes a service without some of the settings that it was given; they are kept here as long as it lives. */
export function ecsService(kept: Kept = new Map()): Correction {
  return {
    concerns: (head) => serviceOf(head) === 'ecs' && operationOf(head) in corrections,
    correct: (call, forward) => corrections[operationOf(call)]?.(call, forward, kept) ?? forward(call),
  };
}

const corrections: Record<string, (call: Call, forward: Forward, kept: Kept) => Promise<Answer>> = {
  CreateService: async (call, forward, kept) => {
    const answer = await forward(call);
    return answer.status < 300 ? remember(call, answer, { kept, before: {} }) : answer;
  },
  UpdateService: async (call, forward, kept) => {
    const answer = await forward(call);
    if (answer.status >= 300) return answer;
    return remember(call, answer, { kept, before: kept.get(writtenIn(answer).service.serviceArn) ?? {} });
  },
  DeleteService: async (call, forward, kept) => {
    const answer = await forward(call);
    if (answer.status < 300) kept.delete(writtenIn(answer).service.serviceArn);
    return answer;
  },
  DescribeServices: async (call, forward, kept) => {
    const answer = await forward(call);
    if (answer.status >= 300) return answer;
    const { services, ...rest } = Described.parse(parse(answer));
    return withText(answer, JSON.stringify({ ...rest, services: services.map((one) => whole(one, kept)) }));
  },
};

/** What a change does not name stays as it was. */
function remember(
  call: Call,
  answer: Answer,
  { kept, before }: { kept: Kept; before: Record<string, unknown> },
): Answer {
  const given = Object.entries(parse(call) as object).filter(([name]) => forgotten.includes(name));
  const { service, ...rest } = writtenIn(answer);
  kept.set(service.serviceArn, { ...before, ...Object.fromEntries(given) });
  return withText(answer, JSON.stringify({ ...rest, service: whole(service, kept) }));
}

const whole = (service: Service, kept: Kept): Service => ({
  ...service,
  ...(service.deployments && { deployments: service.deployments.map(rolledOut) }),
  ...kept.get(service.serviceArn),
});

/** moto starts no task, and so leaves a deployment in progress for ever; here it has come to its end by then. */
function rolledOut(deployment: Deployment): Deployment {
  const isOver = Date.now() / 1_000 - deployment.createdAt > rolloutSeconds;
  return isOver && deployment.rolloutState === 'IN_PROGRESS'
    ? { ...deployment, rolloutState: 'COMPLETED' }
    : deployment;
}

const operationOf = ({ headers }: CallHead) => String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
const parse = ({ body }: Call | Answer): unknown => JSON.parse(body.toString('utf8'));
const writtenIn = (answer: Answer) => Written.parse(parse(answer));
