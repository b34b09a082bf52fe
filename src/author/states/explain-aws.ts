import { CliError } from '../../client/errors';

/** What of an error of the SDK is looked at. */
interface AwsError extends Error {
  $metadata?: { httpStatusCode?: number };
}

/** Whether there is no such object, or no such bucket. */
export function isMissing(error: unknown): boolean {
  return nameOf(error) === 'NoSuchKey' || (statusOf(error) === 404 && nameOf(error) !== 'NoSuchBucket');
}

/** Whether the condition of a write was not met, as another was first. */
export function isUnmet(error: unknown): boolean {
  return nameOf(error) === 'ConditionalCheckFailedException' || [409, 412].includes(statusOf(error) ?? 0);
}

/** Whether AWS says that the caller may not. */
export function isDenied(error: unknown): boolean {
  return statusOf(error) === 403 || nameOf(error) === 'AccessDeniedException';
}

/** Does `work` on a state, and says what to do where AWS refuses it; what it says is not repeated, as it may name who asked. */
export async function explained<Result>(at: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(
      isDenied(error) ? 'forbidden' : 'unavailable',
      `${at}: AWS answered ${nameOf(error)}.`,
      {
        cause: error,
        hints: hintsFor(error),
      },
    );
  }
}

function hintsFor(error: unknown): string[] {
  if (isDenied(error))
    return [
      "It is read with your own credentials, which need what 'terraform plan' needs there: s3:ListBucket of the bucket, s3:GetObject of the state, and to lock it s3:PutObject and s3:DeleteObject of <key>.tflock.",
    ];
  if (/Credentials|Token|SSO/i.test(nameOf(error)))
    return ["Sign in to AWS first, such as with 'aws sso login', or set AWS_PROFILE."];
  if (/region/i.test((error as Error).message)) return ['Name the region of the bucket: --state-region.'];
  return ['Check bucket, key and region (--state-region), and run the command again.'];
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'an unknown error';
}

function statusOf(error: unknown): number | undefined {
  return (error as AwsError | undefined)?.$metadata?.httpStatusCode;
}
