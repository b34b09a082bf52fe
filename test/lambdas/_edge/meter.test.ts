import { createMeter, stageMetrics } from '../../../lambdas/_edge/meter';
import { outputOf, readEmf } from '../../support/aws/emf';

const warned: unknown[] = [];
const log = { warn: (...line: unknown[]) => void warned.push(line) };
const here = { service: 'leasehold', stage: 'dev' };
const meterOf = (env: Record<string, string>) => {
  const metrics = stageMetrics(env);
  return createMeter(() => metrics, log);
};

beforeEach(() => void (warned.length = 0));

it('writes a value with its unit under the namespace, the service and the stage', async () => {
  const meter = meterOf({ LEASEHOLD_STAGE: 'dev' });

  const output = await outputOf(() => meter.emit([{ name: 'QueueAge', value: 7.5 }]));

  expect(readEmf(output)).toEqual([
    { namespace: 'Leasehold', name: 'QueueAge', unit: 'Seconds', dimensions: here, value: 7.5 },
  ]);
});

it('writes one line for all that has the same dimensions, and keeps those of others apart', async () => {
  const meter = meterOf({ LEASEHOLD_STAGE: 'dev' });
  const lost = { class: 'lost' };

  const output = await outputOf(() =>
    meter.emit([
      { name: 'RunFailures', value: 1, dimensions: lost },
      { name: 'DestroyAttempts', value: 2 },
      { name: 'LeaseCost', value: 1.5 },
      { name: 'RunFailures', value: 1, dimensions: lost },
    ]),
  );

  expect(output.trimEnd().split('\n')).toHaveLength(2);
  expect(readEmf(output).map(({ name, value, dimensions }) => [name, value, dimensions])).toEqual([
    ['RunFailures', 1, { ...here, ...lost }],
    ['RunFailures', 1, { ...here, ...lost }],
    ['DestroyAttempts', 2, here],
    ['LeaseCost', 1.5, here],
  ]);
});

it('writes nothing where nothing was measured', async () => {
  const meter = meterOf({ LEASEHOLD_STAGE: 'dev' });

  expect(await outputOf(() => meter.emit([]))).toBe('');
});

it('fails nothing when it is not configured, and says what was not measured', async () => {
  const meter = createMeter(() => stageMetrics({}), log);

  expect(await outputOf(() => meter.emit([{ name: 'SweepCompleted', value: 1 }]))).toBe('');
  expect(warned).toEqual([['not measured', expect.objectContaining({ names: ['SweepCompleted'] })]]);
});
