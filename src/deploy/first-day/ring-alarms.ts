import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  type MetricAlarm,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { nameIn } from '../../plane/names';
import { CheckFailed } from '../doctor/check';

/** How long CloudWatch may take to carry out an alarm's actions, and how often it is asked. */
export interface Patience {
  forMs: number;
  everyMs: number;
}

const usual: Patience = { forMs: 60_000, everyMs: 2_000 };

/**
 * Rings an alarm of each kind that a stage's alarms notify, as if its metric had crossed its threshold, and waits for
 * CloudWatch's word that the notice was taken; CheckFailed with its word where it was not. The metric sets the alarm back by itself.
 */
export async function ringAlarms(
  client: CloudWatchClient,
  stage: string,
  patience: Patience = usual,
): Promise<string> {
  const alarms = await alarmsOf(client, nameIn(stage, ''));
  const silent = alarms.filter(({ AlarmActions = [] }) => AlarmActions.length === 0);
  if (alarms.length === 0 || silent.length > 0)
    throw new CheckFailed(`${namesOf(silent) || `no alarm of ${stage} is there, and none`} notifies anyone`, [
      'Deploy the stage.',
    ]);
  const kinds = new Map(alarms.map((alarm) => [JSON.stringify(alarm.AlarmActions), alarm]));
  for (const { AlarmName = '' } of kinds.values()) await ring(client, AlarmName, patience);
  return `${namesOf([...kinds.values()])} rang, and the notification was delivered; all ${alarms.length} alarms have the same recipients`;
}

const namesOf = (alarms: readonly MetricAlarm[]) => alarms.map(({ AlarmName }) => AlarmName).join(', ');

async function alarmsOf(client: CloudWatchClient, AlarmNamePrefix: string): Promise<MetricAlarm[]> {
  const alarms: MetricAlarm[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, { AlarmNamePrefix }))
    alarms.push(...MetricAlarms);
  return alarms;
}

async function ring(client: CloudWatchClient, AlarmName: string, patience: Patience): Promise<void> {
  const since = new Date();
  const StateReason = 'First day: a test of whether this alarm notifies anyone.';
  // One that rings already does nothing when it is told to ring.
  for (const StateValue of ['OK', 'ALARM'] as const)
    await client.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason }));
  const word = await actionOf(client, { AlarmName, since, patience });
  if (word?.HistorySummary?.startsWith('Successfully')) return;
  throw new CheckFailed(
    `${AlarmName} rang, and ${word?.HistorySummary ?? 'CloudWatch sent no notification'}`,
    ['Check that the policies of the notification topic and of its key allow CloudWatch to publish.'],
  );
}

/** CloudWatch's word on what it did when the alarm began to ring; undefined where it has none in time. */
async function actionOf(
  client: CloudWatchClient,
  { AlarmName, since, patience }: { AlarmName: string; since: Date; patience: Patience },
): Promise<AlarmHistoryItem | undefined> {
  const until = Date.now() + patience.forMs;
  const asked = { AlarmName, StartDate: since, HistoryItemType: 'Action' } as const;
  while (Date.now() < until) {
    const { AlarmHistoryItems = [] } = await client.send(new DescribeAlarmHistoryCommand(asked));
    if (AlarmHistoryItems[0]) return AlarmHistoryItems[0];
    await sleep(patience.everyMs);
  }
  return undefined;
}
