import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { idleNotices, idleRows, idleSweep } from '../../../../../src/domain/cost/control-plane/idle-rows';
import { idleUses } from '../../../../../src/domain/cost/control-plane/idle-uses';
import type { TemplateResources } from '../../../../../src/domain/cost/control-plane/template';
import type { Table } from '../../../../../src/aws/dynamo-table';
import { lookAtNotices } from '../../../../../src/operations/notice/look-at-notices';
import type { Meter } from '../../../../../src/operations/ports/registry';
import { sweep } from '../../../../../src/operations/registry/sweep';
import { start } from '../../../../support/builders/births';
import { noticeDepsOn } from '../../../../support/notices/notice-deps';
import { depsOn, newWorld } from '../../../../support/plane/deps';
import { startRegistryTable } from '../../../../support/aws/registry';
import { largeStage } from '../../../../support/plane/large-stage';
import { bakedTemplates, templatesOf } from '../../../../support/plane/synthesized';
import { kinds } from '../../../../../lambdas/sweep/kinds';

const stacks = Object.values(bakedTemplates()).map(
  (template) => template.toJSON()['Resources'] as TemplateResources,
);
const typesIn = (all: TemplateResources[]) =>
  new Set(all.flatMap((resources) => Object.values(resources).map(({ Type }) => Type)));

describe('the idle cost of a stage', () => {
  it('refuses a type without a row by its name', () => {
    const unknown = { Sky: { Type: 'AWS::EC2::NatGateway' }, Key: { Type: 'AWS::KMS::Key' } };

    expect(() => idleUses([...stacks, unknown])).toThrow(
      'There is no idle cost recorded for AWS::EC2::NatGateway',
    );
  });

  it('has no row for what no template holds', () => {
    const large = templatesOf('dev', largeStage).controlPlane.toJSON()['Resources'] as TemplateResources;
    const types = typesIn([...stacks, large]);

    expect(Object.keys(idleRows).filter((type) => !types.has(type))).toEqual([]);
  });

  it('counts an alarm by the metrics that it computes with', () => {
    const computed = {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: { Metrics: [{ Expression: 'a + b' }, { MetricStat: {} }, { MetricStat: {} }] },
    };
    const plain = { Type: 'AWS::CloudWatch::Alarm', Properties: { MetricName: 'Errors' } };

    const uses = idleUses([{ computed, plain }]);

    expect(uses.map(({ quantity }) => quantity)).toEqual([2, 1]);
  });

  it('counts every customer key of the templates', () => {
    const keys = stacks.flatMap((resources) =>
      Object.values(resources).filter(({ Type }) => Type === 'AWS::KMS::Key'),
    );
    const counted = idleUses(stacks).filter(({ item }) => item === 'customer keys');

    expect(keys.length).toBeGreaterThan(0);
    expect(counted.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(keys.length);
  });

  it('sweeps as often as the schedule of the template says', () => {
    const invocations = idleUses(stacks).find(({ item }) => item === 'sweep, invocations');

    expect(invocations?.quantity).toBeCloseTo((730 * 60) / 1_000_000, 9);
  });

  it('refuses a schedule whose sweeps it cannot count', () => {
    const schedule = {
      Type: 'AWS::Scheduler::Schedule',
      Properties: { ScheduleExpression: 'cron(0 0 * * ? *)' },
    };

    expect(() => idleUses([{ schedule }])).toThrow('cron(0 0 * * ? *)');
  });
});

/** Counts the queries of a look at what is due, which asks for nothing else, and what it measures. */
async function countOf(look: (table: Table, meter: Meter) => Promise<unknown>) {
  const { table, close } = await startRegistryTable();
  const measured: string[] = [];
  let queries = 0;
  table.client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        queries += commandName === QueryCommand.name ? 1 : 1_000;
        return next(args);
      },
    { step: 'initialize' },
  );
  const meter = { emit: (all: { name: string }[]) => measured.push(...all.map(({ name }) => name)) };

  await look(table, meter);
  await close();
  return { queries, metrics: measured.length };
}

it('reads and measures in a sweep with nothing due as much as the idle cost counts', async () => {
  const counted = await countOf((table, meter) => sweep(kinds, { ...depsOn(table, newWorld(start)), meter }));

  expect(counted).toEqual({ queries: idleSweep.queries, metrics: idleSweep.metrics });
});

it('reads as much where no notice is due as the idle cost counts', async () => {
  const counted = await countOf((table, meter) => {
    const world = newWorld(start);
    return lookAtNotices({ ...noticeDepsOn(table, world, depsOn(table, world)), meter });
  });

  expect(counted).toEqual({ queries: idleNotices.queries, metrics: idleNotices.metrics });
});
