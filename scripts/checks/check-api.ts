import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineEnvironment } from '../../src/config/machine';
import { runCommand } from '../../src/tools/run-command';
import { readReport } from './api-report';
import type { Finding } from './finding';

const timeoutMs = 10 * 60_000;

/** What schemathesis finds in an API that is started for it alone, asked by the description that it serves itself. */
export async function checkApi(bin: string, root: string): Promise<Finding[]> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-schemathesis-'));
  const program = join(root, 'test', 'checks', 'ask-api.ts');
  const configuration = join(root, 'scripts', 'checks', 'schemathesis.toml');
  try {
    const { output } = await runCommand({
      path: process.execPath,
      args: ['--import', import.meta.resolve('tsx'), program, join(bin, 'schemathesis'), configuration],
      env: machineEnvironment(),
      cwd: folder,
      timeoutMs,
    });
    return await readFindings(join(folder, 'report.ndjson'), output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readFindings(file: string, printed: string): Promise<Finding[]> {
  try {
    return readReport(await readFile(file, 'utf8'));
  } catch (cause) {
    const [why] = String(cause).split('\n');
    throw new Error(`${why} What it printed ends with: ${printed.trim().slice(-1000)}`, { cause });
  }
}
