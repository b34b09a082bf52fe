import { S3Client } from '@aws-sdk/client-s3';
import { writeSettings } from '../aws/s3-settings';
import { buckets, credentials, region } from './hub';
import { hubDocument, type HubSettings } from './hub-environment';

/** Puts the document of the plane's targets, issuers and image repositories into the hub's catalog. */
export async function publishSettings(settings: HubSettings, emulatorUrl: string): Promise<void> {
  const s3 = new S3Client({ endpoint: emulatorUrl, region, credentials, forcePathStyle: true });
  await writeSettings(s3, buckets.catalog, hubDocument(settings));
  s3.destroy();
}
