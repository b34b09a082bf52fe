import * as z from 'zod';
import { type Answer, type Call, type CallHead, serviceOf, withText } from '../front/call';
import type { Correction } from './correction';

const Cluster = z.looseObject({ cluster: z.string() });
const Tasks = z.looseObject({ taskArns: z.array(z.string()).default([]) });

/** moto deletes a cluster whatever runs in it; ECS refuses while a task is active. */
export const ecsCluster: Correction = {
  concerns: (head) => serviceOf(head) === 'ecs' && operationOf(head) === 'DeleteCluster',
  correct: async (call, forward) => {
    const { cluster } = Cluster.parse(parse(call));
    const listed = await forward(asking(call, 'ListTasks', { cluster, desiredStatus: 'RUNNING' }));
    const { taskArns } = Tasks.parse(parse(listed));
    return taskArns.length === 0 ? forward(call) : refusal(listed);
  },
};

const operationOf = ({ headers }: CallHead) => String(headers['x-amz-target'] ?? '').split('.')[1] ?? '';
const parse = ({ body }: Call | Answer): unknown => JSON.parse(body.toString('utf8'));

function asking(call: Call, operation: string, input: object): Call {
  const headers = { ...call.headers, 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}` };
  return withText({ ...call, headers }, JSON.stringify(input));
}

function refusal(answer: Answer): Answer {
  const fault = {
    __type: 'ClusterContainsTasksException',
    message: 'The Cluster cannot be deleted while Tasks are active.',
  };
  return withText({ ...answer, status: 400 }, JSON.stringify(fault));
}
