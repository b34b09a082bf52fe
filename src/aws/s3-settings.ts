import type { S3Client } from '@aws-sdk/client-s3';
import { machineEnvironment } from '../config/machine';
import { type ProcessEnvironment, readConfig } from '../config/read-config';
import { readSettings, SettingsConfig, type SettingsDocument, settingsKey } from '../config/settings';
import { S3Bucket } from './s3-bucket';

/** The variables of this process with those of the document that they name; Misconfigured where that cannot be read. */
export async function loadSettings(
  client: S3Client,
  env: ProcessEnvironment = machineEnvironment(),
): Promise<ProcessEnvironment> {
  const { LEASEHOLD_SETTINGS: digest, LEASEHOLD_CATALOG_BUCKET: bucket } = readConfig(SettingsConfig, env);
  if (digest === undefined) return env;
  const stored = await new S3Bucket(client, bucket).read(settingsKey(digest));
  return { ...readSettings(stored?.body ?? null, digest), ...env };
}

/** Puts a document where functions and builds look for it; one that is there already is the same. */
export async function writeSettings(
  client: S3Client,
  bucket: string,
  { digest, text }: SettingsDocument,
): Promise<void> {
  const options = { when: 'absent', contentType: 'application/json' } as const;
  await new S3Bucket(client, bucket).write(settingsKey(digest), text, options);
}
