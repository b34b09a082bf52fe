import { paginateListServiceQuotas, type ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { CheckFailed } from './check';

/** A quota of the hub that a new account often has too low. Found by name: AWS documents no code for all of them. */
interface HubQuota {
  service: string;
  name: RegExp;
  least: number;
  why: string;
}

export const hubQuotas: readonly HubQuota[] = [
  {
    service: 'lambda',
    name: /^Concurrent executions$/,
    least: 102,
    why: 'two are kept for the sweep, and AWS keeps 100 for every other function',
  },
  {
    service: 'codebuild',
    name: /^Concurrently running builds for ARM\/Small environment$/,
    least: 2,
    why: 'one build provisions while another destroys; the rest wait their turn',
  },
];

/** That the account has room for the control plane; the value as it is. */
export async function checkQuota(client: ServiceQuotasClient, quota: HubQuota): Promise<string> {
  const { name, value } = await findQuota(client, quota);
  if (value >= quota.least) return `${value} (${quota.why})`;
  throw new CheckFailed(`${value}, and ${quota.least} are needed: ${quota.why}`, [
    `Ask for more of '${name}' of ${quota.service} in Service Quotas.`,
  ]);
}

async function findQuota(client: ServiceQuotasClient, { service, name }: HubQuota) {
  for await (const { Quotas = [] } of paginateListServiceQuotas({ client }, { ServiceCode: service })) {
    const found = Quotas.find(({ QuotaName = '' }) => name.test(QuotaName));
    if (found?.Value !== undefined) return { name: found.QuotaName, value: found.Value };
  }
  throw new CheckFailed(`AWS lists no quota of ${service} that is named like ${name.source}`, []);
}
