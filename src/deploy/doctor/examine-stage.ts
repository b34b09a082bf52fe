import { IAMClient } from '@aws-sdk/client-iam';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { loadConfig } from '../../../lib/config/load-config';
import type { DeployConfig } from '../../../lib/config/schema';
import { silenceSdkAdvice } from '../../config/machine';
import type { Check } from '../../domain/base/check';
import { checkBootstrap } from './check-bootstrap';
import { checkIdentity } from './check-identity';
import { checkIssuer } from './check-issuer';
import { checkQuota, hubQuotas } from './check-quotas';
import { checkTarget } from './check-target';
import { check, CheckFailed } from './check';

/** The APIs of the stage's account and region. */
export interface StageClients {
  sts: STSClient;
  ssm: SSMClient;
  quotas: ServiceQuotasClient;
  iam: IAMClient;
}

/** Everything around a stage that must be there before it is deployed, each with what to do; changes nothing. */
export async function examineStage(
  file: string,
  open: (region: string) => StageClients = openClients,
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

function examineAccount(
  config: DeployConfig,
  here: string | undefined,
  clients: StageClients,
): Promise<Check>[] {
  const { ssm, quotas } = clients;
  return [
    check('CDK bootstrap', () => checkBootstrap(ssm, config.region)),
    ...hubQuotas.map((quota) => check(`${quota.service} quota`, () => checkQuota(quotas, quota))),
    ...config.targets.map((target) =>
      check(`target ${target.name}`, () => checkTarget(target, here, clients)),
    ),
  ];
}

async function readStage(file: string): Promise<DeployConfig> {
  try {
    return loadConfig(file);
  } catch (error) {
    throw new CheckFailed((error as Error).message, ['docs/deploy.md says what each field is.']);
  }
}

function openClients(region: string): StageClients {
  silenceSdkAdvice();
  return {
    sts: new STSClient({ region }),
    ssm: new SSMClient({ region }),
    quotas: new ServiceQuotasClient({ region }),
    iam: new IAMClient({ region }),
  };
}
