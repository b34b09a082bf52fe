import { ComparisonOperator, type IMetric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
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

/** Every alarm of a stage. */
export function alarmRows(watched: Watched): AlarmRow[] {
  return [
    ...leaseRows(watched),
    ...sweepRows(watched),
    ...runRows(watched),
    ...Object.entries(watched.deadLetters).map(([name, queue]) => deadLetterRow(name, queue)),
    apiRow(watched),
    ...Object.entries(watched.functions).flatMap(([name, fn]) => functionRows(name, fn)),
    ...Object.entries(watched.stateMachines).map(([name, machine]) => machineRow(name, machine)),
  ];
}

function leaseRows({ stage }: Watched): AlarmRow[] {
  return [
    {
      id: 'ExpiredNotDestroyed',
      metric: ownMetric(stage, 'OldestOverdueAge', { statistic: Stats.MAXIMUM }),
      threshold: 3_600,
      comparison: GREATER_THAN_THRESHOLD,
      ...gauge,
      means: 'An environment should have been gone for more than an hour, and may still cost money.',
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

function sweepRows({ stage }: Watched): AlarmRow[] {
  return [
    {
      id: 'SweepSilent',
      metric: ownMetric(stage, 'SweepCompleted', { statistic: Stats.SUM, minutes: 1 }),
      threshold: 1,
      comparison: LESS_THAN_THRESHOLD,
      periods: 5,
      missing: TreatMissingData.BREACHING,
      means: 'No sweep came to its end for five minutes: nothing expires and nothing is repaired.',
      section: 'the-sweep-is-silent',
    },
    {
      id: 'EventsUndelivered',
      metric: ownMetric(stage, 'UndeliveredAge', { statistic: Stats.MAXIMUM }),
      threshold: 900,
      ...counted,
      means: 'An event has waited for more than a quarter of an hour to be delivered.',
      section: 'events-are-not-delivered',
    },
  ];
}

function runRows({ stage }: Watched): AlarmRow[] {
  const row = (id: string, failure: string, means: string): AlarmRow => ({
    id,
    metric: ownMetric(stage, 'RunFailures', {
      statistic: Stats.SUM,
      minutes: 15,
      dimensions: { class: failure },
    }),
    threshold: 3,
    ...counted,
    means,
    section: 'runs-are-lost-or-do-not-start',
  });
  return [
    row('RunsLost', 'lost', 'Three runs or more ended without an outcome within a quarter of an hour.'),
    row('RunsNotStarted', 'not-started', 'Three runs or more got no build within a quarter of an hour.'),
  ];
}

function deadLetterRow(name: string, queue: Watched['deadLetters'][string]): AlarmRow {
  return {
    id: `DeadLetters${name}`,
    metric: queueDepth(queue),
    threshold: 1,
    ...counted,
    means: `An event for ${name} could not be handled and was put aside.`,
    section: 'a-dead-letter-lies-in-a-queue',
  };
}

function apiRow({ api }: Watched): AlarmRow {
  return {
    id: 'ApiFaults',
    metric: apiFaults(api),
    threshold: 5,
    ...counted,
    means: 'The API answered five requests or more with a fault of its own within five minutes.',
    section: 'the-api-answers-5xx',
  };
}

function functionRows(name: string, fn: Watched['functions'][string]): AlarmRow[] {
  const row = (kind: 'Errors' | 'Throttles', means: string): AlarmRow => ({
    id: `${name}${kind}`,
    metric: functionMetric(fn, kind),
    threshold: 3,
    ...counted,
    means,
    section: 'a-function-fails-or-is-throttled',
  });
  return [
    row('Errors', `The function ${name} failed three times or more within five minutes.`),
    row('Throttles', `The function ${name} was refused three times or more within five minutes.`),
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
