import { S3Client } from '@aws-sdk/client-s3';
import { loadSettings } from '../../src/aws/s3-settings';
import { S3Catalog } from '../../src/aws/s3-catalog';
import { PublishingConfig } from '../../src/config/hub';
import { readConfig } from '../../src/config/read-config';
import { BucketsConfig } from '../../src/config/stores';
import type { PublishingPorts } from '../../src/operations/ports/publishing';
import { hubClient } from '../_edge/hub-client';

/** What only those operations need that publish, or read what was published; what reads bundles is loaded when one is published. */
export async function loadPublishing(): Promise<PublishingPorts> {
  const s3 = new S3Client(hubClient);
  const env = await loadSettings(s3);
  const catalog = new S3Catalog(s3, readConfig(BucketsConfig, env).LEASEHOLD_CATALOG_BUCKET);
  return {
    catalogChanges: catalog,
    bundles: catalog,
    publishing: readConfig(PublishingConfig, env).LEASEHOLD_PUBLISHING,
    judgeBundle: async (template, zip, rules) => {
      const { isParserBroken, judgeBundle } = await import('../../src/bundle/judge-bundle');
      // The next instance has a parser that works, and whoever publishes asks it again.
      if (isParserBroken()) process.exit(1);
      return judgeBundle(template, zip, rules);
    },
  };
}
