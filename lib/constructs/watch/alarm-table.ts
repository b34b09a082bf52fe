import { ComparisonOperator, type IMetric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmThresholds } from '../../config/schema';
import { apiFaults, failedExecutions, functionMetric, ownMetric, queueDepth } from './metrics';
import type { Watched } from './watched';

/** One alarm: what is compared with what, what it means in a sentence, and its section of docs/runbook.md. */
export interface AlarmRow {
  id: string;
  metric: IMetric;
  threshold: number;
  comparison: ComparisonOperator;
  periods: number;
  missing: TreatMissingData;
  means: string;
  section: string;
}

const { GREATER_THAN_THRESHOLD, GREATER_THAN_OR_EQUAL_TO_THRESHOLD, LESS_THAN_THRESHOLD } =
  ComparisonOperator;
/** A gauge of the sweep keeps its alarm's state while no sweep comes by: that silence has an alarm of its own. */
const gauge = { periods: 1, missing: TreatMissingData.IGNORE };
/** Something that is only written when it happens. */
const counted = {
  comparison: GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
  periods: 1,
  missing: TreatMissingData.NOT_BREACHING,
};

/** Every alarm of a stage, ringing as early as its configuration says. */
export function alarmRows(watched: Watched, thresholds: AlarmThresholds): AlarmRow[] {
  return [
    ...leaseRows(watched, thresholds),
    ...sweepRows(watched, thresholds),
    ...runRows(watched, thresholds),
    ...Object.entries(watched.deadLetters).map(([name, queue]) => deadLetterRow(name, queue)),
    apiRow(watched, thresholds),
    ...Object.entries(watched.functions).flatMap(([name, fn]) => functionRows(name, fn, thresholds)),
    ...Object.entries(watched.stateMachines).map(([name, machine]) => machineRow(name, machine)),
  ];
}

function leaseRows({ stage }: Watched, { overdueMinutes }: AlarmThresholds): AlarmRow[] {
  return [
    {
      id: 'ExpiredNotDestroyed',
      metric: ownMetric(stage, 'OldestOverdueAge', { statistic: Stats.MAXIMUM }),
      threshold: overdueMinutes * 60,
      comparison: GREATER_THAN_THRESHOLD,
      ...gauge,
      means: `An environment should have been gone for more than ${overdueMinutes} minutes, and may still cost money.`,
      section: 'expired-but-not-destroyed',
    },
    {
      id: 'EnvironmentStuck',
      metric: ownMetric(stage, 'StuckEnvironments', { statistic: Stats.MAXIMUM }),
      threshold: 1,
      comparison: GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      ...gauge,
      means: 'An environment cannot be destroyed without a person.',
      section: 'an-environment-is-stuck',
    },
  ];
}

function sweepRows({ stage }: Watched, thresholds: AlarmThresholds): AlarmRow[] {
  return [
    {
      id: 'SweepSilent',
      metric: ownMetric(stage, 'SweepCompleted', { statistic: Stats.SUM, minutes: 1 }),
      threshold: 1,
      comparison: LESS_THAN_THRESHOLD,
      periods: thresholds.silentMinutes,
      missing: TreatMissingData.BREACHING,
      means: `No sweep has finished for ${thresholds.silentMinutes} minutes: nothing expires and nothing is repaired.`,
      section: 'the-sweep-is-silent',
    },
    {
      id: 'EventsUndelivered',
      metric: ownMetric(stage, 'UndeliveredAge', { statistic: Stats.MAXIMUM }),
      threshold: thresholds.undeliveredMinutes * 60,
      ...counted,
      means: `An event has waited for more than ${thresholds.undeliveredMinutes} minutes to be delivered.`,
      section: 'events-are-not-delivered',
    },
  ];
}

function runRows({ stage }: Watched, { lostRuns }: AlarmThresholds): AlarmRow[] {
  const row = (id: string, failure: string, means: string): AlarmRow => ({
    id,
    metric: ownMetric(stage, 'RunFailures', {
      statistic: Stats.SUM,
      minutes: 15,
      dimensions: { class: failure },
    }),
    threshold: lostRuns,
    ...counted,
    means,
    section: 'runs-are-lost-or-do-not-start',
  });
  const many = `At least ${lostRuns} runs`;
  return [
    row('RunsLost', 'lost', `${many} ended without an outcome within 15 minutes.`),
    row('RunsNotStarted', 'not-started', `${many} got no build within 15 minutes.`),
  ];
}

function deadLetterRow(name: string, queue: Watched['deadLetters'][string]): AlarmRow {
  return {
    id: `DeadLetters${name}`,
    metric: queueDepth(queue),
    threshold: 1,
    ...counted,
    means: `An event for ${name} could not be handled and is in the dead-letter queue.`,
    section: 'a-dead-letter-queue-is-not-empty',
  };
}

function apiRow({ api }: Watched, { apiFaults: threshold }: AlarmThresholds): AlarmRow {
  return {
    id: 'ApiFaults',
    metric: apiFaults(api),
    threshold,
    ...counted,
    means: `The API returned a 5xx error of its own to ${threshold} requests or more within five minutes.`,
    section: 'the-api-answers-5xx',
  };
}

function functionRows(
  name: string,
  fn: Watched['functions'][string],
  { functionErrors }: AlarmThresholds,
): AlarmRow[] {
  const row = (kind: 'Errors' | 'Throttles', means: string): AlarmRow => ({
    id: `${name}${kind}`,
    metric: functionMetric(fn, kind),
    threshold: functionErrors,
    ...counted,
    means,
    section: 'a-function-fails-or-is-throttled',
  });
  return [
    row('Errors', `The function ${name} failed ${functionErrors} times or more within five minutes.`),
    row('Throttles', `The function ${name} was refused ${functionErrors} times or more within five minutes.`),
  ];
}

function machineRow(name: string, machine: Watched['stateMachines'][string]): AlarmRow {
  return {
    id: `${name}Failed`,
    metric: failedExecutions(name, machine),
    threshold: 1,
    ...counted,
    means: `An execution of ${name} failed or ran out of time before it could settle its run.`,
    section: 'an-execution-failed',
  };
}
