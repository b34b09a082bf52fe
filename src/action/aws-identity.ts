import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usage } from '../client/errors';
import type { JobConfig } from '../config/actions';
import { createTokenSource, type TokenOptions } from './oidc-token';

/** A role of AWS that trusts the job; none where the job takes no role. */
interface TrustedRole {
  arn: string | undefined;
  /** What the calls are called in CloudTrail. */
  session: string;
}

/**
 * Lets AWS's tools take `role` by the job's own OIDC token, kept in a file of `folder`. Each asking writes a fresh token
 * when the last one is about to end, so a tool that is started later still finds one that lasts.
 */
export function createAwsIdentity(
  job: JobConfig,
  { arn, session, folder }: TrustedRole & { folder: string },
  options: TokenOptions,
): () => Promise<Record<string, string>> {
  const file = join(folder, 'token');
  const request = { url: job.ACTIONS_ID_TOKEN_REQUEST_URL, token: job.ACTIONS_ID_TOKEN_REQUEST_TOKEN };
  const token = createTokenSource({ ...request, audience: 'sts.amazonaws.com' }, options);
  return async () => {
    if (arn === undefined)
      throw usage("The input 'role' is required: the ARN of the role that trusts the job.");
    // A reader meanwhile gets the old file or the new one, never half of one.
    await writeFile(`${file}.new`, await token(), { mode: 0o600 });
    await rename(`${file}.new`, file);
    return { AWS_ROLE_ARN: arn, AWS_WEB_IDENTITY_TOKEN_FILE: file, AWS_ROLE_SESSION_NAME: session };
  };
}
