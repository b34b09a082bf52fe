import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import { credentials, region } from '../../../src/local/hub';

/** What is in the account before a component is made, and is no environment's: what people or a pipeline put there. */
export const handedIn: Readonly<Record<string, (endpoint: string) => Promise<void>>> = { lambda: putCode };

/** Two builds of a function, as a pipeline keeps them. */
async function putCode(endpoint: string): Promise<void> {
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const Bucket = 'idp-artifacts';
  await client.send(new CreateBucketCommand({ Bucket }));
  for (const build of ['1.0.0', '1.1.0']) {
    const Body = zipSync({ 'index.mjs': strToU8(`export const handler = async () => '${build}';\n`) });
    await client.send(new PutObjectCommand({ Bucket, Key: `mailer/${build}.zip`, Body }));
  }
  client.destroy();
}
