import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { alarmsIn, unwatchedQueues, watchedStack } from '../../../support/plane/watched-stack';

const runbook = readFileSync(join(__dirname, '../../../../docs/runbook.md'), 'utf8');
const alarms = alarmsIn(watchedStack());
const each = Object.entries(alarms);

/** The fragments under which GitHub shows the headings of the runbook's part `title`. */
function sectionsOf(title: string): string[] {
  const part = runbook.split(/^## /m).find((text) => text.startsWith(title)) ?? '';
  const headings = [...part.matchAll(/^### (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );
}

const fragmentOf = ({ AlarmDescription }: { AlarmDescription: string }) => AlarmDescription.split('#')[1];

it('has a section in the runbook for every alarm, and an alarm for every section', () => {
  const named = new Set(each.map(([, alarm]) => fragmentOf(alarm)));

  expect([...named].sort()).toEqual(sectionsOf('Alarms').sort());
});

it('leads in the runbook to sections that exist', () => {
  const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link);

  expect([...sectionsOf('Alarms'), ...sectionsOf('Notices')]).toEqual(expect.arrayContaining(links));
  expect(links).not.toEqual([]);
});

it.each(each)('is told of in its section by its name: %s', (id, alarm) => {
  const heading = sectionsOf('Alarms').indexOf(fragmentOf(alarm) ?? '');
  const section = runbook.split(/^### /m)[heading + 1] ?? '';
  const names = [...section.matchAll(/`([A-Za-z…]+)`/g)].map(([, name = '']) => name);

  expect(names.some((name) => new RegExp(`^${name.replace('…', '.+')}$`).test(id))).toBe(true);
});

it.each(each)(
  'says what it means and where to read on, and tells people when it begins and ends: %s',
  (_, alarm) => {
    expect(alarm.AlarmDescription).toMatch(
      /^[A-Z].+\. Runbook: https:\/\/example\.com\/docs\/runbook\.md#[a-z0-9-]+$/,
    );
    expect(alarm.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^Topic/) as string }]);
    expect(alarm.OKActions).toEqual(alarm.AlarmActions);
  },
);

it('rings for what should have been gone for an hour, and keeps ringing while no sweep can tell', () => {
  expect(alarms.ExpiredNotDestroyed).toMatchObject({
    MetricName: 'OldestOverdueAge',
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 3600,
    TreatMissingData: 'ignore',
  });
});

it('rings when the configuration of the stage says, and says so itself', () => {
  const strict = alarmsIn(watchedStack('dev', { overdueMinutes: 20, silentMinutes: 2, functionErrors: 1 }));

  expect(strict.ExpiredNotDestroyed).toMatchObject({
    Threshold: 1_200,
    AlarmDescription: expect.stringContaining('for more than 20 minutes') as string,
  });
  expect(strict.SweepSilent?.EvaluationPeriods).toBe(2);
  expect(strict.SweepErrors?.Threshold).toBe(1);
  expect(alarms.SweepErrors?.Threshold).toBe(3);
});

it('rings for the first message in any dead-letter queue', () => {
  expect(alarms.DeadLettersSweep).toMatchObject({
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
    EvaluationPeriods: 1,
  });
});

it('leaves no queue of what it watches without an alarm, and a forgotten one is named', () => {
  const forgetful = watchedStack();
  new Queue(forgetful, 'Forgotten');

  expect(unwatchedQueues(watchedStack())).toEqual([]);
  expect(unwatchedQueues(forgetful)).toEqual([expect.stringMatching(/^Forgotten/)]);
});

it('rings for runs that are lost or get no build, by the class of their failure', () => {
  const classOf = (id: string) => alarms[id]?.Dimensions?.find(({ Name }) => Name === 'class')?.Value;

  expect([classOf('RunsLost'), classOf('RunsNotStarted')]).toEqual(['lost', 'not-started']);
});

it('watches the API at its gateway, where also a function that cannot start is seen', () => {
  expect(alarms.ApiFaults).toMatchObject({
    Namespace: 'AWS/ApiGateway',
    MetricName: '5xx',
    Dimensions: [{ Name: 'ApiId', Value: { Ref: expect.stringMatching(/^Api/) as string } }],
  });
});

it('watches errors and throttles of every function, and failures of every state machine', () => {
  expect(Object.keys(alarms)).toEqual(
    expect.arrayContaining(['SweepErrors', 'SweepThrottles', 'ProvisionFailed']),
  );
});

it('gives two stages in one account alarms of different names', () => {
  const names = (stage: string) =>
    Object.values(alarmsIn(watchedStack(stage))).map((alarm) => alarm.AlarmName);

  expect(names('dev').filter((name) => names('prod').includes(name))).toEqual([]);
});
