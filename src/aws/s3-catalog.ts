import type { S3Client } from '@aws-sdk/client-s3';
import { DomainError } from '../domain/base/errors';
import { parseJsonRecord } from '../domain/base/parse';
import { Catalog } from '../domain/template/template';
import { S3Bucket } from './s3-bucket';

const indexKey = 'index.json';
const fresh = 10_000;

/** The catalog bucket: an index of what is published, and bundles named by their digest that never change. */
export class S3Catalog {
  private readonly bucket: S3Bucket;
  private cached: { catalog: Catalog; etag: string | null; readAt: number } | undefined;

  constructor(client: S3Client, bucketName: string) {
    this.bucket = new S3Bucket(client, bucketName);
  }

  /** What is published; a reading up to ten seconds old is good enough, as versions are only ever added. */
  async read(): Promise<Catalog> {
    if (this.cached && Date.now() - this.cached.readAt < fresh) return this.cached.catalog;
    const stored = await this.bucket.read(indexKey);
    const catalog = stored ? parseJsonRecord(Catalog, stored.body, 'The catalog') : { templates: [] };
    this.cached = { catalog, etag: stored?.etag ?? null, readAt: Date.now() };
    return catalog;
  }

  /** Replaces the catalog that was read last; Unreachable when somebody else published meanwhile, to be tried again. */
  async write(catalog: Catalog): Promise<void> {
    if (!this.cached) await this.read();
    const etag = this.cached?.etag ?? null;
    this.cached = undefined;
    const when = etag === null ? 'absent' : { etag };
    const options = { when, contentType: 'application/json' } as const;
    if ((await this.bucket.write(indexKey, JSON.stringify(catalog, null, 2), options)) !== null) return;
    const reason = 'another publication changed it at the same time; publish again';
    throw new DomainError('Unreachable', { what: 'The catalog', reason });
  }

  /** Publishes a bundle; one that is there already is the same, as its name is its digest. */
  async writeBundle(digest: string, zip: Uint8Array): Promise<void> {
    await this.bucket.write(bundleKey(digest), zip, { when: 'absent', contentType: 'application/zip' });
  }

  /** The zip of a bundle; null when there is none of that digest. */
  async readBundle(digest: string): Promise<Uint8Array | null> {
    return (await this.bucket.read(bundleKey(digest)))?.body ?? null;
  }
}

function bundleKey(digest: string): string {
  return `bundles/${digest}.zip`;
}
