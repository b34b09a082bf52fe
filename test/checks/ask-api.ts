/**
 * Starts a control plane on this machine, has schemathesis (the first argument) ask its API as the configuration (the
 * second) says, in the present folder, where the report is written, and stops the plane again. `npm run checks` starts it.
 */
import { resolve } from 'node:path';
import { localPerson } from '../../src/local/local-people';
import { buildMachineEnv, thisMachine } from '../../src/local/machine';
import { obtainTools } from '../../src/local/obtain-tools';
import { startPlane } from '../../src/local/start-plane';
import { runCommand } from '../../scripts/lint/run-command';

const root = resolve(import.meta.dirname, '..', '..');
/** Of what is asked for, so many are built at a time: this is about the API, and builds would take its processors. */
const builds = 1;
const ignore = () => undefined;

const [schemathesis = '', configuration = ''] = process.argv.slice(2);
const plane = await startPlane({
  root,
  tools: await obtainTools(root, thisMachine(process.env), ignore),
  machineEnv: buildMachineEnv(process.env),
  buildCapacity: () => builds,
  notice: ignore,
  log: ignore,
});
const access = { LEASEHOLD_URL: plane.url, LEASEHOLD_TOKEN: await plane.mint(localPerson()) };
Object.assign(process.env, access);
const args = ['--config-file', configuration, 'run', `${plane.url}/openapi.json`];
const { output } = await runCommand(schemathesis, args, process.cwd());
await plane.close();
// Whatever its exit code is, which findings have too: the report says whether it came to its end.
console.log(output);
process.exit(0);
