import { Aws, type Stack } from 'aws-cdk-lib';
import { type Arns, arnsIn, bucketIn, type Place } from '../src/plane/names';

const bucketSuffix = `${Aws.ACCOUNT_ID}-${Aws.REGION}`;

/** Where a stack is deployed: the account is known only then. */
function placeOf({ region }: Pick<Stack, 'region'>): Place {
  return { account: Aws.ACCOUNT_ID, region, bucketSuffix };
}

/** What the roles of a stage may be given access to, for the policies of one of its stacks. */
export function arnsOf(stack: Pick<Stack, 'region'>, stage: string): Arns {
  return arnsIn(stage, placeOf(stack));
}

/** The name of one of the stage's buckets. */
export function bucketOf(stage: string, what: string): string {
  return bucketIn(stage, what, { bucketSuffix });
}
