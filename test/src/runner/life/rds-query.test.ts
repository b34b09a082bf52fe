import type { Emulator } from '../../../../src/local/emulator';
import { rdsQuery } from '../../../../src/runner/life/rds-query';
import { startDatabases } from '../../../../src/runner/life/start-databases';
import { enter } from '../../../support/aws/as-run';
import { startEmulator } from '../../../support/aws/aws-workspace';
import { startGuardedTarget } from '../../../support/aws/guarded-target';
import { postSigned } from '../../../../src/emulators/front/signer';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
}, 60_000);
afterAll(() => emulator.close());

/** Asks RDS of the emulator itself, whatever a role may do. */
async function ask(parameters: Record<string, string>): Promise<string> {
  const key = { accessKeyId: 'test', secretAccessKey: 'test' };
  const body = new URLSearchParams({ Version: '2014-10-31', ...parameters }).toString();
  const contentType = 'application/x-www-form-urlencoded';
  const scope = { region: 'us-east-1', service: 'rds' };
  const response = await postSigned(`${emulator.url}/`, { key, scope, contentType, body });
  return response.text();
}

async function stopped(DBInstanceIdentifier: string): Promise<void> {
  const size = { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20' };
  const user = { MasterUsername: 'dbadmin', MasterUserPassword: 'abcdefgh1234' };
  await ask({ Action: 'CreateDBInstance', DBInstanceIdentifier, ...size, ...user });
  await ask({ Action: 'StopDBInstance', DBInstanceIdentifier });
}

const statusOf = async (DBInstanceIdentifier: string) =>
  /<DBInstanceStatus>([^<]*)</.exec(await ask({ Action: 'DescribeDBInstances', DBInstanceIdentifier }))?.[1];

it('starts the databases of environments with the rights of the provisioner, and no other', async () => {
  const guarded = await startGuardedTarget(emulator.url);
  const rds = rdsQuery({ target: guarded.target, sessionName: 'wakes', enter });
  const lines: string[] = [];
  const deps = {
    rds,
    log: (line: string) => lines.push(line),
    signal: new AbortController().signal,
    everyMs: 10,
  };
  await stopped('idp-web');
  await stopped('others');

  await startDatabases(['idp-web'], deps);

  expect(await statusOf('idp-web')).toBe('available');
  expect(lines).toEqual(['Starting the database idp-web.', 'The database idp-web is available.']);
  await expect(startDatabases(['others'], deps)).rejects.toMatchObject({ failure: { class: 'permission' } });
  expect(await statusOf('others')).toBe('stopped');
  await guarded.close();
}, 60_000);
