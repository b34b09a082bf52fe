import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { CliError } from '../../client/errors';

const Initialised = z.object({
  backend: z.object({
    type: z.string(),
    config: z.object({
      bucket: z.string().nullish(),
      key: z.string().nullish(),
      region: z.string().nullish(),
      kms_key_id: z.string().nullish(),
    }),
  }),
});

/** Where the state of a configuration lies. */
export interface Backend {
  bucket: string;
  key: string;
  region: string;
  kmsKeyId: string;
}

/** The backend that `terraform init` wrote down in its data folder; a state that is a file of the job would be lost with it. */
export async function readBackend(dataFolder: string): Promise<Backend> {
  const text = await readFile(join(dataFolder, 'terraform.tfstate'), 'utf8').catch(() => null);
  const parsed = text === null ? null : Initialised.safeParse(JSON.parse(text));
  const { type, config } = parsed?.data?.backend ?? { type: 'none', config: {} };
  const { bucket, key, region, kms_key_id: kmsKeyId } = config;
  if (type === 's3' && bucket && key && region && kmsKeyId) return { bucket, key, region, kmsKeyId };
  throw new CliError('invalid', 'The folder does not keep its state in an encrypted S3 bucket.', {
    code: 'NoBackend',
    hints: [
      `It needs a backend.tf with the backend "s3": bucket, key, region and kms_key_id; it has ${type === 's3' ? 'not all of them' : 'none'}.`,
      'See terraform/envs/dev/README.md of Leasehold to get started.',
    ],
  });
}
