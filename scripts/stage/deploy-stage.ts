import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployConfig } from '../../lib/config/schema';
import { nameIn } from '../../lib/names';
import { confirm } from './confirm';
import { publishCatalogOf } from './publish-catalog-of';
import { readStage, root } from './read-stage';
import { assembly, runCdk, synthesize } from './run-cdk';

/** Which stage, and whether a person is asked between the differences and the deployment. */
export interface DeployOrder {
  config: string;
  yes: boolean;
}

const outputsFile = join(assembly, 'outputs.json');

/** Shows what would change, deploys both stacks of the stage, publishes the checkout's templates, says how to go on. */
export async function deployStage({ config: file, yes }: DeployOrder): Promise<void> {
  const config = readStage(file);
  await synthesize(file);
  await runCdk(['diff', '--app', assembly, '--all']);
  await confirm(`This changes the stage ${config.stage} in ${config.region}.`, { word: config.stage, yes });
  await runCdk([
    ...['deploy', '--app', assembly, '--all'],
    ...['--require-approval', 'never', '--outputs-file', outputsFile],
  ]);
  const outputs = outputsOf(config);
  const templates = await publishCatalogOf(config, outputs.CatalogBucket);
  console.log(`Published ${templates.join(', ')}.`);
  for (const line of nextSteps(config, outputs)) console.log(line);
}

interface Outputs {
  CatalogBucket: string;
  ClientId: string;
  Issuer: string;
  Url: string;
}

/** What the stacks say of themselves once they are there. */
function outputsOf({ stage }: DeployConfig): Outputs {
  const written = JSON.parse(readFileSync(join(root, outputsFile), 'utf8')) as Record<string, Outputs>;
  return { ...written[nameIn(stage, 'stateful')], ...written[nameIn(stage, 'control-plane')] } as Outputs;
}

function nextSteps({ stage }: DeployConfig, { Url, Issuer, ClientId }: Outputs): string[] {
  return [
    `The stage ${stage} is deployed.`,
    `  control plane  ${Url}`,
    `  issuer         ${Issuer}`,
    `  client         ${ClientId}`,
    'docs/deploy.md says how the first person gets in.',
  ];
}
