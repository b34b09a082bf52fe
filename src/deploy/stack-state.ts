import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** States in which a stack has never been complete: whatever its first creation made is gone again, or soon is. */
const neverMade = [
  'REVIEW_IN_PROGRESS',
  'CREATE_FAILED',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'DELETE_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
  'IMPORT_ROLLBACK_FAILED',
];

/** Whether a stack was ever complete, so that a failed deployment goes back to what it was. */
export async function wasMade(client: CloudFormationClient, StackName: string): Promise<boolean> {
  try {
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName }));
    return Stacks.some(({ StackStatus = '' }) => !neverMade.includes(StackStatus));
  } catch (error) {
    if (isNoStack(error)) return false;
    throw error;
  }
}

/** CloudFormation has no error of its own for a stack that does not exist. */
export function isNoStack(error: unknown): boolean {
  const { name, message } = error as Error;
  return name === 'ValidationError' && /does not exist/.test(message);
}
