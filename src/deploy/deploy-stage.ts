import type { Check } from '../domain/base/check';
import { refusalLines, unprovenLines } from '../domain/template/refused-template';
import { capacityIn } from '../plane/capacity';
import type { S3Catalog } from '../aws/s3-catalog';
import { writeContext } from './runner-image/write-context';
import { bakeRunner } from './bake-runner';
import { confirm } from './confirm';
import { checkIdentity } from './doctor/check-identity';
import { readRoom } from './doctor/check-quotas';
import { examineStage, neededToDeploy } from './doctor/examine-stage';
import { openStageClients } from './doctor/stage-clients';
import { deployStack } from './deploy-stack';
import { deployStateful, type StatefulOrder, type StatefulOutputs } from './deploy-stateful';
import { readStage, root } from './read-stage';
import { assembly, runCdk, synthesize } from './run-cdk';
import { Refused } from './run-script';
import { locksOfCatalog, openCatalog, publishCheckout, publishSettings } from './stage-catalog';
import { say } from './say';

/** The exit code where the stage is deployed, and some of its templates were not published. */
const templatesRefused = 3;

/** Which stage, and whether a person is asked between the differences and the deployment. */
export interface DeployOrder {
  config: string;
  yes: boolean;
}

/**
 * Examines the account, shows what would change, and brings it about: what is kept first, then the templates and the image
 * of the builds, and last the control plane, which needs them all. A template that is refused stays as it was published before, holds up
 * nothing, and is named at the end, with an exit code of its own.
 */
export async function deployStage({ config: file, yes }: DeployOrder): Promise<void> {
  const order = await examine(file);
  const { config } = order;
  await synthesize(order);
  await runCdk(['diff', '--app', assembly]);
  await confirm(`This changes the stage ${config.stage} in ${config.region}.`, { word: config.stage, yes });
  const stateful = await deployStateful(order);
  const catalog = openCatalog(config, stateful.CatalogBucket);
  const { published, refused, unproven } = await publishCheckout(catalog, config);
  say(`Published ${published.map(({ name, version }) => `${name} ${version}`).join(', ') || 'no template'}.`);
  await publishSettings(config, stateful.CatalogBucket);
  if (config.runnerImage === 'baked') await deployImage(order, catalog);
  const controlPlane = await deployStack<ControlPlane>(config, 'control-plane');
  for (const line of nextSteps(config.stage, { ...stateful, ...controlPlane })) say(line);
  for (const line of unprovenLines(unproven)) say(line);
  if (refused.length > 0) throw new Refused(refusalLines(refused).join('\n'), templatesRefused);
}

/** The stage for the account as it is; refused for what AWS would refuse in the middle of the deployment. */
async function examine(file: string): Promise<StatefulOrder> {
  const config = readStage(file);
  const checks = await examineStage(file);
  for (const line of checks.flatMap(linesOf)) say(line);
  const wrong = checks.filter(({ check, ok }) => !ok && neededToDeploy.some((needed) => needed === check));
  if (wrong.length > 0)
    throw new Refused(
      `Failed checks: ${wrong.map(({ check }) => check).join(', ')}. Fix them, then deploy again. Nothing was done.`,
    );
  const { cloudFormation, sts, ...clients } = openStageClients(config.region);
  const { account } = await checkIdentity(sts, config.account);
  const capacity = capacityIn(await readRoom(clients, config.stage));
  return { file, config, account, capacity, cloudFormation };
}

function linesOf({ check, ok, detail, advice }: Check): string[] {
  return [`${ok ? 'ok    ' : 'failed'}  ${check}: ${detail}`, ...advice.map((line) => `        ${line}`)];
}

interface ControlPlane {
  Url: string;
}

/** Only the catalog of the stage knows all that was ever published, so what is baked is settled here. */
async function deployImage(order: StatefulOrder, catalog: S3Catalog): Promise<void> {
  await writeContext(root, await locksOfCatalog(catalog));
  await synthesize(order);
  await deployStack(order.config, 'runner-image');
  await bakeRunner(order.config);
}

function nextSteps(stage: string, { Url, Issuer, ClientId }: StatefulOutputs & ControlPlane): string[] {
  return [
    `The stage ${stage} is deployed.`,
    `  control plane  ${Url}`,
    `  issuer         ${Issuer}`,
    `  client         ${ClientId}`,
    'docs/deploy.md describes how to add the first person.',
  ];
}
