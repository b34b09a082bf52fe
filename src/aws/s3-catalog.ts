import { setTimeout as sleep } from 'node:timers/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { DomainError, isDomainError } from '../domain/base/errors';
import type { Instant } from '../domain/base/time';
import { parseJsonRecord, parseRecord } from '../domain/base/parse';
import { Catalog } from '../domain/template/template';
import { mostUploadBytes } from '../domain/api/template-requests';
import type { UploadView } from '../domain/api/responses';
import { S3Bucket } from './s3-bucket';
import { signAddress, signUpload } from './signature/sign-address';

const indexKey = 'index.json';
const fresh = 2_000;
/** As many publications at the same time are no accident. */
const mostTries = 20;
const longestPauseMs = 100;

/** The catalog bucket: an index of what is published, and bundles named by their digest that never change. */
export class S3Catalog {
  private readonly bucket: S3Bucket;
  private cached: { catalog: Catalog; readAt: number } | undefined;
  /** The ETag of each catalog that was read: what is written is written over the one that it was made from. */
  private readonly etags = new WeakMap<Catalog, string | null>();

  constructor(
    private readonly client: S3Client,
    bucketName: string,
  ) {
    this.bucket = new S3Bucket(client, bucketName);
  }

  /** What is published; a reading up to two seconds old is good enough. */
  async read(): Promise<Catalog> {
    if (this.cached && Date.now() - this.cached.readAt < fresh) return this.cached.catalog;
    const catalog = await this.readNow();
    this.cached = { catalog, readAt: Date.now() };
    return catalog;
  }

  private async readNow(): Promise<Catalog> {
    const stored = await this.bucket.read(indexKey);
    const catalog = stored ? parseJsonRecord(Catalog, stored.body, 'The catalog') : { templates: [] };
    this.etags.set(catalog, stored?.etag ?? null);
    return catalog;
  }

  /** Lets the next reading be one of now. */
  forget(): void {
    this.cached = undefined;
  }

  /** Replaces a catalog that was read; Unreachable when somebody else changed it since, to be tried again. */
  async write(catalog: Catalog, before: Catalog): Promise<void> {
    const etag = this.etags.get(before) ?? null;
    this.cached = undefined;
    // What nobody could read would leave the whole stage without a catalog.
    parseRecord(Catalog, catalog, 'The catalog to be written');
    const when = etag === null ? 'absent' : { etag };
    const options = { when, contentType: 'application/json' } as const;
    if ((await this.bucket.write(indexKey, JSON.stringify(catalog, null, 2), options)) !== null) return;
    const reason = 'it was changed at the same time; try again';
    throw new DomainError('Unreachable', { what: 'The catalog', reason });
  }

  /** Changes the catalog as it is at that moment; tried again where somebody else changed it meanwhile. */
  async change(update: (catalog: Catalog) => Catalog): Promise<Catalog> {
    for (let tries = 1; ; tries++) {
      const before = await this.readNow();
      const after = update(before);
      if (after === before) return after;
      try {
        await this.write(after, before);
        return after;
      } catch (error) {
        if (!isDomainError(error, 'Unreachable') || tries === mostTries) throw error;
        await sleep(Math.random() * longestPauseMs);
      }
    }
  }

  /** Where bytes of that digest may be put within five minutes. */
  uploadAddress({ digest, bytes }: { digest: string; bytes: number }): Promise<UploadView> {
    const place = { Bucket: this.bucket.name, Key: uploadKey(digest) };
    return signUpload(this.client, { ...place, bytes, contentType: 'application/zip' });
  }

  /** What was uploaded as this digest, whatever it is; null where there is nothing. */
  async readUpload(digest: string): Promise<Uint8Array | null> {
    return (await this.bucket.read(uploadKey(digest), { mostBytes: mostUploadBytes }))?.body ?? null;
  }

  /** Publishes a bundle; one that is there already is the same, as its name is its digest. */
  async writeBundle(digest: string, zip: Uint8Array): Promise<void> {
    await this.bucket.write(bundleKey(digest), zip, { when: 'absent', contentType: 'application/zip' });
  }

  /** Where a bundle can be fetched within five minutes. */
  addressOf(digest: string): Promise<{ url: string; expiresAt: Instant }> {
    return signAddress(this.client, { Bucket: this.bucket.name, Key: bundleKey(digest) });
  }

  /** The zip of a bundle; null when there is none of that digest. */
  async readBundle(digest: string): Promise<Uint8Array | null> {
    return (await this.bucket.read(bundleKey(digest)))?.body ?? null;
  }
}

function uploadKey(digest: string): string {
  return `uploads/${digest}.zip`;
}

function bundleKey(digest: string): string {
  return `bundles/${digest}.zip`;
}
