import { createServer } from 'node:http';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { closeServer, listenLocally } from '../../../src/emulators/local-server';
import { refuse, startScripted } from './scripted-service';

/** The quota of the builds that are runs. */
export const buildsQuota = 'Concurrently running builds for ARM/Small environment';

/** How much an account allows: builds at once, and executions at once of which a function may have reserved some. */
export interface Allowed {
  /** Undefined: whoever asks may not see it. */
  builds: number | undefined;
  unreserved: number;
  /** By the function's name. */
  reserved: Record<string, number>;
}

/** Service Quotas and Lambda's account settings, which the emulator does not have. */
export async function startAccount(allowed: Allowed) {
  const quotas = await startScripted(
    { targetPrefix: 'ServiceQuotasV20190624', contentType: 'application/x-amz-json-1.1' },
    {
      ListServiceQuotas: () => ({
        Quotas: [
          { QuotaName: 'Concurrently running builds for Linux/Small environment', Value: 1 },
          { QuotaName: buildsQuota, Value: allowed.builds ?? refuse('AccessDeniedException') },
        ],
      }),
    },
  );
  const server = createServer(({ url = '' }, response) => {
    const fn = /\/functions\/([^/]+)\/concurrency$/.exec(url)?.[1];
    const reserved = allowed.reserved[fn ?? ''];
    const absent = fn !== undefined && reserved === undefined;
    response.writeHead(absent ? 404 : 200, absent ? { 'x-amzn-errortype': 'ResourceNotFoundException' } : {});
    const settings = { AccountLimit: { UnreservedConcurrentExecutions: allowed.unreserved } };
    response.end(JSON.stringify(fn === undefined ? settings : { ReservedConcurrentExecutions: reserved }));
  });
  const lambdaUrl = await listenLocally(server);
  return {
    quotas: quotas.client,
    lambda: { ...quotas.client, endpoint: lambdaUrl },
    close: () => Promise.all([quotas.close(), closeServer(server)]),
  };
}

/** Says, as CDK's own stack does, that a region is bootstrapped. */
export async function bootstrap(endpoint: string, region: string, version: number): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const ssm = new SSMClient({ endpoint, region, credentials });
  const Name = '/cdk-bootstrap/hnb659fds/version';
  await ssm.send(new PutParameterCommand({ Name, Value: String(version), Type: 'String', Overwrite: true }));
  ssm.destroy();
}
