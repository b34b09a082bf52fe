import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  type S3Client,
} from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { buckets, credentials, region, table } from '../../../src/local/hub';
import type { Plane } from '../../../src/local/start-plane';
import { s3ClientFor } from '../aws/hub-buckets';

/** One version of an object, its bytes as latin-1 text. */
export interface StoredObject {
  bucket: string;
  key: string;
  text: string;
}

/** Every item of the registry, whatever it is about. */
export async function readRegistry({ registryUrl }: Plane): Promise<Record<string, unknown>[]> {
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: registryUrl, region, credentials }),
  );
  const items: Record<string, unknown>[] = [];
  for await (const page of paginateScan({ client }, { TableName: table })) items.push(...(page.Items ?? []));
  client.destroy();
  return items;
}

/** Every version of every object in the hub's buckets, deleted ones in the state bucket too. */
export async function readObjects({ hubUrl }: Plane): Promise<StoredObject[]> {
  const client = s3ClientFor(hubUrl, { credentials });
  const all = await Promise.all(
    Object.values(buckets).map(async (Bucket) => {
      const Versions = await listVersions(client, Bucket);
      return Promise.all(
        Versions.map(async ({ Key = '', VersionId }) => {
          const version = VersionId === undefined || VersionId === 'null' ? {} : { VersionId };
          const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...version }));
          const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
          return { bucket: Bucket, key: Key, text: Buffer.from(bytes).toString('latin1') };
        }),
      );
    }),
  );
  client.destroy();
  return all.flat();
}

async function listVersions(client: S3Client, Bucket: string): Promise<ObjectVersion[]> {
  const listed: ObjectVersion[] = [];
  let from: Pick<ListObjectVersionsCommandInput, 'KeyMarker' | 'VersionIdMarker'> | undefined = {};
  while (from) {
    const page: ListObjectVersionsCommandOutput = await client.send(
      new ListObjectVersionsCommand({ Bucket, ...from }),
    );
    listed.push(...(page.Versions ?? []));
    const { IsTruncated, NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    from = IsTruncated ? { KeyMarker, VersionIdMarker } : undefined;
  }
  return listed;
}
