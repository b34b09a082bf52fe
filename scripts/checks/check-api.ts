import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineEnvironment, silenceSdkAdvice } from '../../src/config/machine';
import { localPerson } from '../../src/local/local-person';
import { buildMachineEnv, thisMachine } from '../../src/local/machine';
import { obtainTools } from '../../src/local/obtain-tools';
import { type Plane, startPlane } from '../../src/local/start-plane';
import { runCommand } from '../../src/tools/run-command';
import { readReport } from './api-report';
import type { Finding } from './finding';

const timeoutMs = 8 * 60_000;
/** Of what is asked for, so many are built at a time: this is about the API, and builds would take its processors. */
const builds = 1;
const ignore = () => undefined;

/** What schemathesis finds in an API that is started for it alone, asked by the description that it serves itself. */
export async function checkApi(bin: string, root: string): Promise<Finding[]> {
  silenceSdkAdvice();
  const env = machineEnvironment();
  const plane = await startPlane({
    root,
    tools: await obtainTools(root, thisMachine(env), ignore),
    machineEnv: buildMachineEnv(env),
    buildCapacity: () => builds,
    notice: ignore,
    log: ignore,
  });
  try {
    return await askPlane(plane, join(bin, 'schemathesis'), join(root, 'scripts', 'checks'));
  } finally {
    await plane.close();
  }
}

async function askPlane(plane: Plane, path: string, configs: string): Promise<Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-schemathesis-'));
  const access = { LEASEHOLD_URL: plane.url, LEASEHOLD_TOKEN: await plane.mint(localPerson()) };
  try {
    const { output } = await runCommand({
      path,
      args: ['--config-file', join(configs, 'schemathesis.toml'), 'run', `${plane.url}/openapi.json`],
      env: { ...machineEnvironment(), ...access },
      cwd: folder,
      timeoutMs,
    });
    const report = await readFile(join(folder, 'report.ndjson'), 'utf8').catch(() => '');
    if (report === '') throw new Error(`schemathesis wrote no report: ${output}`);
    return readReport(report);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
