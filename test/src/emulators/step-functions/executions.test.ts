import { Executions } from '../../../../src/emulators/step-functions/executions';
import { parseDefinition } from '../../../../src/emulators/step-functions/parse-definition';
import { StateFailure } from '../../../../src/emulators/step-functions/state-failure';

const stateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:wait';
const text = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Wait',
  States: { Wait: { Type: 'Wait', Seconds: 3600, End: true } },
});
const arnOf = (name: string) => `${stateMachineArn.replace('stateMachine', 'execution')}:${name}`;
const over = new StateFailure('', 'over');

function open() {
  const time = { now: new Date('2026-01-01T00:00:00Z') };
  const machine = {
    arn: stateMachineArn,
    name: 'wait',
    roleArn: '',
    text,
    definition: parseDefinition(text),
  };
  const executions = new Executions([machine], {
    clock: {
      now: () => time.now,
      sleep: (_, signal) =>
        new Promise((_resolve, reject) => {
          const end = () => reject(new Error('over'));
          if (signal?.aborted) end();
          else signal?.addEventListener('abort', end);
        }),
    },
    waitScale: 1,
    runTask: () => Promise.reject(new Error('no task')),
    onChange: () => undefined,
  });
  return { time, executions, start: (name: string) => executions.start({ stateMachineArn, name }) };
}

it('knows the latest 200 that are over, and all that run, however many there were', async () => {
  const { executions, start } = open();
  const running = ['first', 'second'].map(start);

  for (let n = 0; n < 1_000; n++) start(`${n}`).stop(over);
  start('last');

  expect(executions.list(stateMachineArn)).toHaveLength(203);
  expect(() => executions.find(arnOf('799'))).toThrow('Execution Does Not Exist');
  expect(executions.find(arnOf('800')).status).toBe('ABORTED');
  expect(running.map(({ arn }) => executions.find(arn).status)).toEqual(['RUNNING', 'RUNNING']);
  await executions.close();
});

it('frees a name 90 days after its end, as AWS does, and never while it runs', async () => {
  const { time, executions, start } = open();
  start('over').stop(over);
  start('running');

  time.now = new Date('2026-03-31T23:59:59Z');
  expect(() => start('over')).toThrow('Execution Already Exists');
  time.now = new Date('2026-04-01T00:00:00Z');
  const again = start('over');

  expect(again.status).toBe('RUNNING');
  expect(start('running').startDate).toEqual(new Date('2026-01-01T00:00:00Z'));
  await executions.close();
});
