import { Aws, type Stack } from 'aws-cdk-lib';
import { type AccountNames, type Arns, arnsIn, bucketIn } from '../src/plane/names';

const bucketSuffix = `${Aws.ACCOUNT_ID}-${Aws.REGION}`;

/** Which stage, and how it names what an account has once for all its regions. */
export interface NamedStage {
  stage: string;
  accountNames: AccountNames;
}

/** What the roles of a stage may be given access to, for the policies of one of its stacks; the account is known only then. */
export function arnsOf({ region }: Pick<Stack, 'region'>, { stage, accountNames }: NamedStage): Arns {
  return arnsIn(stage, { account: Aws.ACCOUNT_ID, region, bucketSuffix, accountNames });
}

/** The name of one of the stage's buckets. */
export function bucketOf(stage: string, what: string): string {
  return bucketIn(stage, what, { bucketSuffix });
}
