import { loadConfig } from '../../../lib/config/load-config';
import type { DeployConfig } from '../../../lib/config/schema';
import type { Check } from '../../domain/base/check';
import { checkBootstrap } from './check-bootstrap';
import { checkIdentity } from './check-identity';
import { checkIssuer } from './check-issuer';
import { checkNames } from './check-names';
import { checkBuilds, checkExecutions } from './check-quotas';
import { checkTarget } from './check-target';
import { check, CheckFailed } from './check';
import { openStageClients, type StageClients } from './stage-clients';

/** The checks without which AWS refuses the deployment itself; the others say what a stage will lack that is deployed. */
export const neededToDeploy = [
  'configuration',
  'identity',
  'CDK bootstrap',
  'names',
  'codebuild quota',
] as const;

/** Everything around a stage that must be there before it is deployed, each with what to do; changes nothing. */
export async function examineStage(
  file: string,
  open: (region: string) => StageClients = openStageClients,
): Promise<Check[]> {
  const read = readStage(file);
  const configuration = await check('configuration', async () => `${(await read).stage} (${file})`);
  if (!configuration.ok) return [configuration];
  const config = await read;
  const clients = open(config.region);
  const caller = checkIdentity(clients.sts, config.account);
  const identity = await check('identity', async () => (await caller).who);
  const issuers = config.issuers.map((issuer) => check(`issuer ${issuer.issuer}`, () => checkIssuer(issuer)));
  const account = identity.ok ? examineAccount(config, (await caller).account, clients) : [];
  return [configuration, identity, ...(await Promise.all([...account, ...issuers]))];
}

function examineAccount(config: DeployConfig, here: string, clients: StageClients): Promise<Check>[] {
  const { region, stage } = config;
  return [
    check('CDK bootstrap', () => checkBootstrap(clients.ssm, region)),
    check('names', () => checkNames(config, clients)),
    check('lambda quota', () => checkExecutions(clients, stage)),
    check('codebuild quota', () => checkBuilds(clients)),
    ...config.targets.map((target) =>
      check(`target ${target.name}`, () => checkTarget(target, here, clients)),
    ),
  ];
}

async function readStage(file: string): Promise<DeployConfig> {
  try {
    return loadConfig(file);
  } catch (error) {
    throw new CheckFailed((error as Error).message, ['docs/deploy.md describes each field.']);
  }
}
