import {
  BatchGetBuildsCommand,
  type Build,
  CodeBuildClient,
  StartBuildCommand,
} from '@aws-sdk/client-codebuild';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCodeBuild } from '../../../src/emulators/codebuild/codebuild';
import { startLogService } from '../aws/log-service';
import { writeProgram } from './machine';

/** A buildspec, its environment, and programs that stand before those of this machine. */
export interface BuildspecRun {
  buildspec: string;
  environment: Record<string, string>;
  programs: Record<string, string>;
  /** The repository that is cloned before; without one the folder of the source is empty. */
  source?: string | undefined;
}

/** Runs a buildspec by the local CodeBuild, and returns the build's id, its status, its log and what it exported. */
export async function runBuildspec({ buildspec, environment, programs, source: location }: BuildspecRun) {
  const root = mkdtempSync(join(tmpdir(), 'leasehold-buildspec-'));
  for (const [name, body] of Object.entries(programs)) writeProgram(join(root, 'bin', name), body);
  const source = location === undefined ? {} : { source: { type: 'GITHUB' as const, location } };
  const logs = await startLogService();
  const endpoint = await startCodeBuild({
    region: 'eu-west-1',
    accountId: '123456789012',
    logs: logs.client,
    workDir: join(root, 'work'),
    projects: [{ name: 'project', buildspec, timeoutInMinutes: 1, environment, ...source }],
    machineEnv: { PATH: `${join(root, 'bin')}:${process.env['PATH']}` },
    onStateChange: () => undefined,
  });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new CodeBuildClient({ endpoint: endpoint.url, region: 'eu-west-1', credentials });
  const { build: { id = '' } = {} } = await client.send(new StartBuildCommand({ projectName: 'project' }));
  for (;;) {
    const { builds: [build] = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
    if (build?.buildComplete) {
      await endpoint.close();
      await logs.close();
      return { id, status: build.buildStatus, lines: logs.lines(), exported: exportedOf(build) };
    }
    await sleep(30);
  }
}

function exportedOf({ exportedEnvironmentVariables = [] }: Build): Record<string, string> {
  return Object.fromEntries(exportedEnvironmentVariables.map(({ name = '', value = '' }) => [name, value]));
}
