import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Target } from '../../config/target';
import { runFailure } from '../../domain/environment/run-failure';
import { parseArn } from '../../domain/resources/arn';

/** Whose permissions a run in a target has. */
export interface Principal {
  /** Of a role or a user, never of a session. */
  arn: string;
  account: string;
}

/** The target's role; where the target names none, the role of the build itself. */
export async function principalOf({ roleArn }: Target, sts: STSClient): Promise<Principal> {
  const arn = roleArn ?? identityOf((await sts.send(new GetCallerIdentityCommand({}))).Arn);
  const account = parseArn(arn)?.account;
  if (account) return { arn, account };
  throw runFailure(
    'configuration',
    `'${arn}' is not the ARN of a role. Correct it in the target's configuration.`,
  );
}

/** The role behind a session: IAM simulates identities, and a session is none. */
function identityOf(caller = ''): string {
  const session = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(caller);
  if (!session) return caller;
  const [, partition, account, role] = session;
  return `arn:${partition}:iam::${account}:role/${role}`;
}
