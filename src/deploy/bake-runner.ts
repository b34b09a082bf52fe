import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchGetBuildsCommand,
  type Build,
  CodeBuildClient,
  StartBuildCommand,
} from '@aws-sdk/client-codebuild';
import type { DeployConfig } from '../../lib/config/schema';
import { nameIn } from '../plane/names';
import { Refused } from './run-script';
import { say } from './say';

/** A build that fails at once is seen at once; one that bakes takes minutes. */
const [firstPauseMs, longestPauseMs] = [500, 5_000];

/** Runs the project that bakes the image of the builds, to its end; refused when it fails, since no build could start then. */
export async function bakeRunner({ stage, region }: DeployConfig): Promise<void> {
  const client = new CodeBuildClient({ region });
  const projectName = nameIn(stage, 'runner-image');
  const { build: started } = await client.send(new StartBuildCommand({ projectName }));
  say(`Building the image of the builds (${started?.id}) …`);
  const build = await untilOver(client, started?.id ?? '');
  if (build.buildStatus === 'SUCCEEDED') return;
  const log = `${build.logs?.groupName} ${build.logs?.streamName}`;
  throw new Refused(
    `The image of the builds was not built (${build.buildStatus}; log ${log}). The control plane was not changed.`,
  );
}

async function untilOver(client: CodeBuildClient, id: string): Promise<Build> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    const { builds: [build] = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
    if (build?.buildComplete) return build;
    await sleep(pauseMs);
  }
}
