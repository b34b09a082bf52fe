import { minute } from '../../../src/domain/base/time';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { listTagged } from '../../../src/local/demo/ask-emulator';
import { openTestPlane, type TestPlane } from '../../support/plane/plane';

const second = '222222222222';
let on: TestPlane;

beforeAll(async () => {
  on = await openTestPlane({ accounts: { second } });
});
afterAll(() => on.plane.close());

/** What `idp` says of a command that must succeed. */
const idp = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await on.idp(args);
  // On a slow machine stderr says that it waits.
  if (code !== 0) throw new Error(stderr);
  return stdout;
};

it('a target that is added to a running plane takes environments in its account, and is removed once it is empty', async () => {
  const { api, plane } = on;
  // The emulator's owner made its role before.
  const usual = ['--external-id', 'leasehold-local', '--allow', 'vpc'];
  const added = await idp('targets', 'add', 'third', '--account', second, '--region', 'us-east-1', ...usual);
  const elsewhere = await on.idp([
    'targets',
    'add',
    'far',
    '--account',
    '333333333333',
    '--region',
    'us-east-1',
  ]);
  const inputs = { project: 'shop', environment: 'far', vpc_cidr: '10.1.0.0/16', zones: 2, nat: 'none' };
  await api.want('POST /environments', {
    body: { name: 'far', template: 'vpc', ttl: '1d', target: 'third', inputs },
  });
  const ready = await api.settled('far');
  const there = await listTagged(plane.accountUrls[0] ?? '', ready);
  const here = await listTagged(plane.targetUrl, ready);
  const refused = await on.idp(['targets', 'remove', 'third']);
  await api.want('DELETE /environments/far');
  const gone = await api.until('far', ({ status }) => status === 'destroyed');
  await idp('targets', 'remove', 'third');
  await plane.clock.forward(16 * minute);
  await plane.sweep();
  const shown = await on.idp(['targets', 'show', 'third']);

  expect(added).toContain('runner_role_arn');
  expect(elsewhere.stderr).toContain('which this local plane does not have');
  expect(ready).toMatchObject({ status: 'ready', target: 'third' } satisfies Partial<EnvironmentView>);
  expect(there.join()).toContain(`:${second}:vpc/`);
  expect(here).toEqual([]);
  expect(refused.stderr).toContain('cannot be removed: far lives there');
  expect(gone.receipt).toBeTruthy();
  expect(shown.stderr).toContain("There is no target 'third'.");
});
