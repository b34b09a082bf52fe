import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Template } from 'aws-cdk-lib/assertions';
import { createDynamoEntries } from '../../../src/aws/dynamo-entries';
import type { Environment } from '../../../src/domain/environment/environment';
import { instant } from '../../../src/domain/base/time';
import { invoke } from '../../../src/local/functions';
import { credentials, region, table } from '../../../src/local/hub';
import { createHubTap } from '../../faults/lab/hub-tap';
import { type EmfDatum, readEmf } from '../../support/aws/emf';
import { after, by, claimed, failedOutcome, ready, settled } from '../../support/builders/lives';
import { patiently } from '../../support/patience';
import type { TestPlane } from '../../support/plane/plane';
import { alarmsIn, type SynthesizedAlarm, watchedStack } from '../../support/plane/watched-stack';
import { openPlane } from '../../e2e/open-plane';
import { environmentKind } from '../../../src/domain/environment/environment-kind';

const stack = watchedStack('local');
const alarms = alarmsIn(stack, 'local');
/** While true, nobody answers the sweep when it asks for the registry. */
let deaf = false;
const tap = createHubTap((call, forward) =>
  deaf && call.caller === 'sweep' && call.service === 'DynamoDB'
    ? Promise.resolve(null)
    : forward(call.request),
);

let plane: TestPlane;
beforeAll(async () => {
  plane = await openPlane({ through: tap.through });
});
afterEach(() => {
  deaf = false;
});
afterAll(() => tap.close());

/** What CloudWatch would count for an alarm's metric out of the plane's log: same namespace, name and dimensions. */
function seenBy({ Namespace, MetricName, Dimensions = [] }: SynthesizedAlarm): EmfDatum[] {
  const wanted = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  return readEmf(plane.log.join('')).filter(
    ({ namespace, name, dimensions }) =>
      namespace === Namespace &&
      name === MetricName &&
      JSON.stringify(Object.entries(dimensions).sort()) === JSON.stringify(Object.entries(wanted).sort()),
  );
}

const comparisons: Record<string, (value: number, threshold: number) => boolean> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};

function breaches({ ComparisonOperator, Threshold }: SynthesizedAlarm, value: number): boolean {
  return comparisons[ComparisonOperator]?.(value, Threshold) ?? false;
}

function alarm(id: string): SynthesizedAlarm {
  const found = alarms[id];
  if (!found) throw new Error(`there is no alarm '${id}' among ${Object.keys(alarms).join(', ')}`);
  return found;
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const look = () => ({ thing: holds() || undefined });
  await patiently(what, look, { everyMs: 100 });
}

/** An environment that its destroy has just left stuck, and whose lease was over long ago; it has told everything. */
function stuckEnvironment(now: string): Environment {
  const doomed = claimed(after(ready(), [{ type: 'destroy', by }], now), now);
  const stuck = settled(doomed, failedOutcome('unaccounted', 'A role may be left.'), now).environment;
  return { ...stuck, outbox: [], effects: [] };
}

async function putIntoRegistry(environment: Environment): Promise<void> {
  const raw = new DynamoDBClient({ endpoint: plane.plane.registryUrl, region, credentials });
  const client = DynamoDBDocumentClient.from(raw, { marshallOptions: { removeUndefinedValues: true } });
  await createDynamoEntries({ name: table, client }, environmentKind).insert(environment, null);
  raw.destroy();
}

it('stays quiet while sweeps come by and nothing is wrong', async () => {
  await until('two sweeps', () => seenBy(alarm('SweepSilent')).length >= 2);

  const ids = ['SweepSilent', 'EnvironmentStuck', 'ExpiredNotDestroyed'];
  const loud = ids.filter((id) => seenBy(alarm(id)).some(({ value }) => breaches(alarm(id), value)));
  expect(loud).toEqual([]);
  expect(seenBy(alarm('EnvironmentStuck')).length).toBeGreaterThan(0);
});

it('rings for a stuck environment, and for one that should long have been gone', async () => {
  const rings = (id: string) => seenBy(alarm(id)).some(({ value }) => breaches(alarm(id), value));
  await putIntoRegistry(stuckEnvironment(instant(Date.now())));

  await until('the stuck environment is counted', () => rings('EnvironmentStuck'));

  expect(rings('ExpiredNotDestroyed')).toBe(true);
});

it('rings for a sweep that is called and cannot look, since its beat is missing', async () => {
  const failures = () => plane.log.join('').split('"message":"failed"').length - 1;
  await until('a sweep', () => seenBy(alarm('SweepSilent')).length > 0);

  deaf = true;
  const before = failures();
  await until('two sweeps fail', () => failures() > before + 1);
  const beats = seenBy(alarm('SweepSilent')).length;
  await until('more sweeps fail', () => failures() > before + 3);

  expect(seenBy(alarm('SweepSilent'))).toHaveLength(beats);
  expect(alarm('SweepSilent')).toMatchObject({
    Statistic: 'Sum',
    ComparisonOperator: 'LessThanThreshold',
    Threshold: 1,
    Period: 60,
    EvaluationPeriods: 5,
    TreatMissingData: 'breaching',
  });
});

it('rings for a dead letter: what a function refuses lies in the queue that the alarm watches', async () => {
  await expect(invoke(plane.plane.functions.settleRule, { 'detail-type': 'Odd' })).rejects.toMatchObject({
    name: 'InvalidRequest',
  });

  const functions = Template.fromStack(stack).findResources('AWS::Lambda::Function');
  const [queue] = Object.values(functions).map(
    ({ Properties }) => (Properties as Aside).DeadLetterConfig.TargetArn['Fn::GetAtt'][0],
  );
  expect(alarm('DeadLettersSweep')).toMatchObject({
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }],
  });
  expect(breaches(alarm('DeadLettersSweep'), 1)).toBe(true);
  expect(breaches(alarm('DeadLettersSweep'), 0)).toBe(false);
});

/** A function that puts aside what it cannot handle. */
interface Aside {
  DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [string, string] } };
}
