import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { JudgedCall } from '../../../src/emulators/authorize/judge-call';
import { region } from '../../../src/local/hub';
import { runsKey } from '../aws/as-run';
import { openAwsWorkspace, startEmulator } from '../aws/aws-workspace';
import { startGuardedTarget } from '../aws/guarded-target';
import type { EmulatedAccount } from './emulated-account';

/** An emulated account as a run sees it whose target offers some services: no call is made but under the role. */
export interface OfferingAccount extends Pick<EmulatedAccount, 'open'> {
  permissionsBoundary: string;
  /** Every call that was refused so far: its service, its name, and the sentence. */
  refused: () => string[];
  /** The services that were called so far. */
  called: () => string[];
  close: () => Promise<void>;
}

const life = '01JCQZ7W5S8M3V0K2N4B6D8F9G';

/** Starts the installed emulator behind a front, with the role that offers these services. */
export async function startOfferingAccount(services: readonly string[]): Promise<OfferingAccount> {
  const emulator = await startEmulator();
  const judged: JudgedCall[] = [];
  const { target, close } = await startGuardedTarget(emulator.url, {
    services,
    onCall: (one) => judged.push(one),
  });
  const role = { RoleArn: target.roleArn, ExternalId: target.externalId, RoleSessionName: 'leasehold-offer' };
  const sts = new STSClient({ endpoint: target.endpoint, region, credentials: runsKey });
  const { Credentials } = await sts.send(new AssumeRoleCommand(role));
  sts.destroy();
  const credentials = {
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
  };
  return {
    permissionsBoundary: target.permissionsBoundary ?? '',
    open: (main) => openAwsWorkspace({ url: target.endpoint, region, credentials }, life, main),
    refused: () =>
      judged.flatMap(({ service, operation, refusal }) =>
        refusal ? [`${service} ${operation.name}: ${refusal.message}`] : [],
      ),
    called: () => [...new Set(judged.map(({ service }) => service))].sort(),
    close: async () => {
      await close();
      await emulator.close();
    },
  };
}
