import { paginateListServiceQuotas } from '@aws-sdk/client-service-quotas';
import { GetAccountSettingsCommand, GetFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { capacityIn, reservedInAll, reservingFunctions, type Room } from '../../plane/capacity';
import { nameIn } from '../../plane/names';
import { CheckFailed, type Passed } from './check';
import type { StageClients } from './stage-clients';

type RoomClients = Pick<StageClients, 'quotas' | 'lambda'>;

/** Of the builds that are runs. Found by name: AWS documents no code for all of them. */
const buildsQuota = 'Concurrently running builds for ARM/Small environment';
const moreBuilds = `Request a higher quota for '${buildsQuota}' of codebuild in Service Quotas.`;
const moreExecutions = "Request a higher quota for 'Concurrent executions' of lambda in Service Quotas.";

/** How many builds that are runs the account lets run at once; what to do, where it is none. */
export async function checkBuilds(clients: RoomClients): Promise<Passed> {
  const builds = await countBuilds(clients);
  if (builds === 0) throw new CheckFailed('0: the account cannot run builds yet', [moreBuilds]);
  const { concurrentRuns } = capacityIn({ builds, unreserved: 0 });
  if (concurrentRuns > 1)
    return { detail: `${builds} (${concurrentRuns} provisions and ${concurrentRuns} destroys at once)` };
  const weaker =
    builds === 1
      ? 'one run at once: a destroy waits for a provision'
      : 'one provision and one destroy at once';
  return { detail: `${builds} (${weaker})`, advice: [moreBuilds] };
}

/** Whether the account has executions that the plane can reserve, and what is weaker where it has not. */
export async function checkExecutions(clients: RoomClients, stage: string): Promise<Passed> {
  const unreserved = await countUnreserved(clients, stage);
  if (capacityIn({ builds: 1, unreserved }).reserves)
    return { detail: `${unreserved} (${reservedInAll} are reserved for the sweep)` };
  const weaker = 'nothing is reserved for the sweep, and many requests at once delay the end of leases';
  return { detail: `${unreserved} (${weaker})`, advice: [moreExecutions] };
}

/** What the account allows a plane, as it is now. */
export async function readRoom(clients: RoomClients, stage: string): Promise<Room> {
  const [builds, unreserved] = await Promise.all([countBuilds(clients), countUnreserved(clients, stage)]);
  return { builds, unreserved };
}

async function countBuilds({ quotas: client }: RoomClients): Promise<number> {
  for await (const { Quotas = [] } of paginateListServiceQuotas({ client }, { ServiceCode: 'codebuild' })) {
    const found = Quotas.find(({ QuotaName }) => QuotaName === buildsQuota);
    if (found?.Value !== undefined) return found.Value;
  }
  throw new CheckFailed(`AWS does not list the codebuild quota ${buildsQuota}`, []);
}

/** What nothing has reserved, and what this stage has, which it may keep. */
async function countUnreserved({ lambda }: RoomClients, stage: string): Promise<number> {
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  const own = await Promise.all(reservingFunctions.map((name) => reservedBy(lambda, nameIn(stage, name))));
  return own.reduce((sum, one) => sum + one, AccountLimit?.UnreservedConcurrentExecutions ?? 0);
}

async function reservedBy(lambda: RoomClients['lambda'], FunctionName: string): Promise<number> {
  try {
    const found = await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    return found.ReservedConcurrentExecutions ?? 0;
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return 0;
    throw error;
  }
}
