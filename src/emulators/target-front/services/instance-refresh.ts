import { randomUUID } from 'node:crypto';
import { type Answer, type Call, type Forward, serviceOf, withText } from '../../front/call';
import type { Correction } from '../correction';
import { type Members, queryAnswer } from '../kept/query-answer';
import { below, type Kept, keyOf, textIn } from '../kept/document';
import { formOf, refused, regionOf } from '../kept/routed';

const operations = /^(Start|Describe|Cancel)InstanceRefresh(es)?$/;

/** moto does not know how the instances of a group are replaced: it has none that run, so that each replacement is over at once. */
export function instanceRefresh(refreshes: Kept = new Map()): Correction {
  return {
    concerns: (head) => serviceOf(head) === 'autoscaling',
    correct: (call, forward) => {
      const form = formOf(call);
      const action = form.get('Action') ?? '';
      if (!operations.test(action)) return forward(call);
      const group = form.get('AutoScalingGroupName') ?? '';
      const asked = { call, forward, group, key: keyOf(regionOf(call), group) };
      if (action.startsWith('Start')) return start(asked, refreshes);
      if (action.startsWith('Describe')) return Promise.resolve(described(asked.key, refreshes));
      return Promise.resolve(
        refused('query', 400, ['ActiveInstanceRefreshNotFound', `No instance refresh of ${group} is active`]),
      );
    },
  };
}

interface Asked {
  call: Call;
  forward: Forward;
  group: string;
  key: string;
}

async function start({ call, forward, group, key }: Asked, refreshes: Kept): Promise<Answer> {
  const form = { Action: 'DescribeAutoScalingGroups', 'AutoScalingGroupNames.member.1': group };
  const found = await forward(withText(call, new URLSearchParams(form).toString()));
  if (!found.body.toString('utf8').includes(`<AutoScalingGroupName>${group}</AutoScalingGroupName>`))
    return refused('query', 400, ['ValidationError', `AutoScalingGroup name not found - ${group}`]);
  const id = randomUUID();
  refreshes.set(keyOf(key, id), { id, group, at: new Date().toISOString() });
  return answerOf('StartInstanceRefresh', { InstanceRefreshId: id });
}

/** The last one first, as AWS lists them. */
function described(key: string, refreshes: Kept): Answer {
  const members = below(refreshes, key).map((one): Members => ({
    InstanceRefreshId: textIn(one, 'id'),
    AutoScalingGroupName: textIn(one, 'group'),
    Status: 'Successful',
    StartTime: textIn(one, 'at'),
    EndTime: textIn(one, 'at'),
    PercentageComplete: 100,
  }));
  return answerOf('DescribeInstanceRefreshes', { InstanceRefreshes: ['member', members.reverse()] });
}

function answerOf(action: string, members: Members): Answer {
  return queryAnswer('http://autoscaling.amazonaws.com/doc/2011-01-01/', action, members);
}
