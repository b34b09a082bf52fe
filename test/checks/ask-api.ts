/**
 * Starts a control plane on this machine, makes on it what its operations are about, has schemathesis (the first argument) ask its API
 * by what it says of itself, as the configuration (the second) says, in the present folder, where the report is written, and stops the
 * plane again. `npm run checks` starts it.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { withKnown } from '../../scripts/checks/with-known';
import { localPerson } from '../../src/local/local-people';
import { buildMachineEnv, thisMachine } from '../../src/local/machine';
import { obtainTools } from '../../src/local/obtain-tools';
import { startPlane } from '../../src/local/start-plane';
import { runCommand } from '../../scripts/lint/run-command';
import { startReceiver } from '../support/notices/receiver';
import { PlaneApi } from '../support/plane/plane-api';
import { makeKnown, policy } from './make-known';

const root = resolve(import.meta.dirname, '..', '..');
const ignore = () => undefined;
/** How many builds there are at a time: many while things are made, and one after that, as what is asked for is built meanwhile. */
let builds = 3;

const [schemathesis = '', configuration = ''] = process.argv.slice(2);
const receiver = await startReceiver();
const plane = await startPlane({
  root,
  tools: await obtainTools(root, thisMachine(process.env), ignore),
  machineEnv: buildMachineEnv(process.env),
  buildCapacity: () => builds,
  receivers: 'loopback',
  policy,
  notice: ignore,
  log: ignore,
});
const token = await plane.mint(localPerson());
const api = new PlaneApi(plane.url, token);
const known = await makeKnown({ plane, api, token, root, receiver: receiver.url });
const described = withKnown(await api.want<unknown>('GET /openapi.json'), known);
await writeFile('openapi.json', JSON.stringify(described));
builds = 1;
Object.assign(process.env, { LEASEHOLD_URL: plane.url, LEASEHOLD_TOKEN: token });
const args = ['--config-file', configuration, 'run', 'openapi.json'];
const { output } = await runCommand(schemathesis, args, process.cwd());
await plane.close();
await receiver.close();
// Whatever its exit code is, which findings have too: the report says whether it came to its end.
console.log(output);
process.exit(0);
