import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import {
  databasesLeftStopped,
  type RdsQuery,
  startDatabases,
} from '../../../../src/runner/life/start-databases';

const provider_name = 'registry.terraform.io/hashicorp/aws';
const changeOf = (type: string, identifier: string, actions: string[], more: object = {}) => ({
  address: `${type}.${identifier}`,
  mode: 'managed',
  type,
  name: identifier,
  provider_name,
  change: { actions, before: { identifier, ...more }, after: null },
});
const state = (identifier: string, actions = ['delete'], more: object = { state: 'stopped' }) =>
  changeOf('aws_rds_instance_state', identifier, actions, more);
const planOf = (...resource_changes: object[]) =>
  parsePlan({ terraform_version: '1.11.4', resource_changes });

describe('what a plan would leave stopped', () => {
  it('is an instance that stays, and whose stop goes', () => {
    const gone = changeOf('aws_db_instance', 'gone', ['delete']);
    const plan = planOf(
      state('web'),
      state('gone'),
      gone,
      state('awake', ['delete'], { state: 'available' }),
      state('kept', ['no-op']),
      state('again', ['delete', 'create']),
    );

    expect(databasesLeftStopped(plan)).toEqual(['web']);
  });
});

const described = (status: string) => ({
  status: 200,
  text: `<DBInstance><DBInstanceStatus>${status}</DBInstanceStatus></DBInstance>`,
});
const problem = (status: number, code: string) => ({
  status,
  text: `<Error><Code>${code}</Code><Message>No.</Message></Error>`,
});

/** RDS that gives these answers, one after the other. */
function answering(...answers: (ReturnType<typeof described> | Error)[]) {
  const asked: string[] = [];
  const rds: RdsQuery = (action) => {
    asked.push(action);
    const answer = answers.shift() ?? described('available');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const signal = new AbortController().signal;
  return { asked, deps: { rds, log: () => undefined, signal, everyMs: 1 } };
}

describe('a database', () => {
  it.each([
    ['that runs is left alone', [described('available')], ['DescribeDBInstances']],
    [
      'is started and waited for',
      [described('stopped'), described('starting'), described('starting'), described('available')],
      ['DescribeDBInstances', 'StartDBInstance', 'DescribeDBInstances', 'DescribeDBInstances'],
    ],
    [
      'that stops just now is started once it has',
      [described('stopping'), described('stopped'), described('starting')],
      ['DescribeDBInstances', 'DescribeDBInstances', 'StartDBInstance', 'DescribeDBInstances'],
    ],
    [
      'is asked about again where RDS does not answer, or another start came first',
      [new Error('cut off'), problem(503, ''), described('stopped'), problem(400, 'InvalidDBInstanceState')],
      [
        'DescribeDBInstances',
        'DescribeDBInstances',
        'DescribeDBInstances',
        'StartDBInstance',
        'DescribeDBInstances',
      ],
    ],
  ])('%s', async (_, answers, expected) => {
    const { asked, deps } = answering(...answers);
    await startDatabases(['web'], deps);

    expect(asked).toEqual(expected);
  });

  it.each([
    ['is denied', problem(403, 'AccessDenied'), 'permission', 'rds:DescribeDBInstances, AccessDenied'],
    ['is gone', problem(404, 'DBInstanceNotFound'), 'dependency', 'DBInstanceNotFound'],
    ['failed', described('failed'), 'dependency', 'is failed and cannot be started'],
  ])('that %s fails the run by a class and its name', async (_, answer, cls, words) => {
    const { deps } = answering(answer);

    await expect(startDatabases(['web'], deps)).rejects.toMatchObject({
      failure: { class: cls, reason: expect.stringContaining(words) },
    });
  });

  it('is waited for until the run is stopped', async () => {
    const { deps } = answering(...Array.from({ length: 1_000 }, () => described('starting')));
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('stop')), 20);

    await expect(startDatabases(['web'], { ...deps, signal: stop.signal })).rejects.toThrow();
  });
});
