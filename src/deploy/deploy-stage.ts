import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DeployConfig } from '../../lib/config/schema';
import { nameIn } from '../plane/names';
import type { S3Catalog } from '../aws/s3-catalog';
import { writeContext } from './runner-image/write-context';
import { bakeRunner } from './bake-runner';
import { confirm } from './confirm';
import { readStage, root } from './read-stage';
import { assembly, runCdk, synthesize } from './run-cdk';
import { locksOfCatalog, openCatalog, publishCheckout } from './stage-catalog';

/** Which stage, and whether a person is asked between the differences and the deployment. */
export interface DeployOrder {
  config: string;
  yes: boolean;
}

/**
 * Shows what would change, and brings it about: what is kept first, then the templates and the image of the builds, and last
 * the control plane, which needs them all.
 */
export async function deployStage({ config: file, yes }: DeployOrder): Promise<void> {
  const config = readStage(file);
  const { stage, region } = config;
  await synthesize(file);
  await runCdk(['diff', '--app', assembly]);
  await confirm(`This changes the stage ${stage} in ${region}.`, { word: stage, yes });
  const stateful = await deploy<Stateful>(config, 'stateful');
  const catalog = openCatalog(config, stateful.CatalogBucket);
  console.log(`Published ${(await publishCheckout(catalog)).join(', ')}.`);
  if (config.runnerImage === 'baked') await deployImage(file, config, catalog);
  const controlPlane = await deploy<ControlPlane>(config, 'control-plane');
  for (const line of nextSteps(stage, { ...stateful, ...controlPlane })) console.log(line);
}

interface Stateful {
  CatalogBucket: string;
  ClientId: string;
  Issuer: string;
}

interface ControlPlane {
  Url: string;
}

/** Deploys one stack as it was shown, and returns what it says of itself. */
async function deploy<Outputs>({ stage }: DeployConfig, part: string): Promise<Outputs> {
  const stack = nameIn(stage, part);
  const file = join(assembly, `${stack}.outputs.json`);
  await runCdk([
    'deploy',
    '--app',
    assembly,
    '--exclusively',
    stack,
    '--require-approval',
    'never',
    '--outputs-file',
    file,
  ]);
  return (JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, Outputs>)[stack] as Outputs;
}

/** Only the catalog of the stage knows all that was ever published, so what is baked is settled here. */
async function deployImage(file: string, config: DeployConfig, catalog: S3Catalog): Promise<void> {
  await writeContext(root, await locksOfCatalog(catalog));
  await synthesize(file);
  await deploy(config, 'runner-image');
  await bakeRunner(config);
}

function nextSteps(stage: string, { Url, Issuer, ClientId }: Stateful & ControlPlane): string[] {
  return [
    `The stage ${stage} is deployed.`,
    `  control plane  ${Url}`,
    `  issuer         ${Issuer}`,
    `  client         ${ClientId}`,
    'docs/deploy.md says how the first person gets in.',
  ];
}
