import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { CheckFailed } from './check';

const credentialsAdvice =
  "Provide credentials of the stage's account, as for the AWS CLI (AWS_PROFILE, `aws sso login`).";

/** Who deploys, and in which account. */
export interface Caller {
  who: string;
  account: string;
}

/** Who deploys, and that it is the account of the stage. */
export async function checkIdentity(sts: STSClient, account: string | undefined): Promise<Caller> {
  const { Account: found = '', Arn: who = 'an unknown caller' } = await identify(sts);
  if (account === undefined || account === found) return { who, account: found };
  throw new CheckFailed(`${who} does not belong to the account ${account}`, [credentialsAdvice]);
}

async function identify(sts: STSClient) {
  try {
    return await sts.send(new GetCallerIdentityCommand({}));
  } catch (error) {
    throw new CheckFailed(`no credentials: ${(error as Error).message}`, [credentialsAdvice]);
  }
}
