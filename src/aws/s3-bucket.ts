import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3ServiceException,
  paginateListObjectsV2,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import type * as z from 'zod';
import { DomainError } from '../domain/base/errors';
import { writeExact } from '../domain/base/exact-json';
import type { Instant } from '../domain/base/time';
import { parseJsonRecord, parseRecord } from '../domain/base/parse';
import type { SharedDocument } from '../operations/ports/environment';
import { signAddress } from './signature/sign-address';

/** An object as read: its bytes and the ETag that a conditional write names. */
export interface StoredObject {
  body: Uint8Array;
  etag: string;
}

/** When a write may happen: always, only if the key is absent, or only onto the object with this ETag. */
export type WriteCondition = 'always' | 'absent' | { etag: string };

/** The bytes of an object, and what removes every version of it that there was when it was read. */
export interface Removable {
  body: Uint8Array;
  remove: () => Promise<void>;
}

/** Which version of an object is read, by default the newest, and how large it may be. */
export interface ReadOptions {
  version?: string;
  mostBytes?: number;
}

/** How an object is written besides its key and bytes. */
export interface WriteOptions {
  when: WriteCondition;
  contentType?: string;
}

/** What fits into a response whatever else does: Lambda takes 6 MB, in which a character may become six. */
const mostInline = 1_000_000;

/** How often a write is tried beside others of the same key. */
const mostConflicts = 5;
const longestPauseMs = 100;

/** One bucket of the hub, with conditional writes; throws the SDK's error where the result has no value for it. */
export class S3Bucket {
  constructor(
    private readonly client: S3Client,
    readonly name: string,
  ) {}

  /** The object, or one version of it; null when there is none, CorruptRecord when it is larger than it may be. */
  async read(key: string, { version, mostBytes = Infinity }: ReadOptions = {}): Promise<StoredObject | null> {
    const object = await this.open(key, version);
    if (!object) return null;
    const { Body, ETag, ContentLength = 0 } = object;
    if (ContentLength > mostBytes) throw tooLarge(key, ContentLength, Body);
    return { body: (await Body?.transformToByteArray()) ?? new Uint8Array(), etag: ETag ?? '' };
  }

  /** The object, which can be removed for good; null when there is none, CorruptRecord when it is larger than it may be. */
  async readRemovable(key: string, mostBytes: number): Promise<Removable | null> {
    const versions = await this.versionsOf(key);
    const stored = await this.read(key, { mostBytes });
    const remove = async () => {
      for (const VersionId of versions)
        await this.client.send(new DeleteObjectCommand({ Bucket: this.name, Key: key, VersionId }));
    };
    return stored && { body: stored.body, remove };
  }

  /** The text of an object, unread, or the address where a large one is to be fetched; null when there is none. */
  async share(key: string): Promise<SharedDocument | null> {
    const object = await this.open(key);
    if (!object) return null;
    const { Body, ContentLength: bytes = 0 } = object;
    if (bytes <= mostInline) return { text: (await Body?.transformToString()) ?? '' };
    leaveUnread(Body);
    return { bytes, ...(await signAddress(this.client, { Bucket: this.name, Key: key })) };
  }

  /** Where an object is to be fetched, whatever its size; null when there is none. */
  async sign(key: string): Promise<{ url: string; expiresAt: Instant } | null> {
    const object = await this.open(key);
    if (!object) return null;
    leaveUnread(object.Body);
    return signAddress(this.client, { Bucket: this.name, Key: key });
  }

  /**
   * The new ETag; null when the condition did not hold (a lost response of our own looks the same). While another write of the key is
   * under way that is not known yet, and the other one may still fail: it is tried again.
   */
  async write(key: string, body: Uint8Array | string, options: WriteOptions): Promise<string | null> {
    for (let attempt = 1; ; attempt++)
      try {
        const { ETag } = await this.client.send(new PutObjectCommand(this.putInput(key, body, options)));
        return ETag ?? '';
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        if (statusOf(error) !== 409 || attempt === mostConflicts) return null;
        await sleep(Math.random() * longestPauseMs);
      }
  }

  /** The record that lies under a key as JSON; null when there is none, CorruptRecord when it is another shape. */
  async readRecord<Schema extends z.ZodType>(
    schema: Schema,
    key: string,
    options: ReadOptions = {},
  ): Promise<z.output<Schema> | null> {
    const stored = await this.read(key, options);
    return stored && parseJsonRecord(schema, stored.body, key);
  }

  /** Writes a record as JSON that a person can read, over whatever is there; CorruptRecord when its reader would not take it. */
  async writeRecord(schema: z.ZodType, key: string, value: unknown): Promise<void> {
    const options = { when: 'always', contentType: 'application/json' } as const;
    await this.write(key, writeExact(parseRecord(schema, value, key), 2), options);
  }

  /** Whether the object is gone by this call; false when `etag` is given and is not (any longer) that of the object. */
  async remove(key: string, etag?: string): Promise<boolean> {
    try {
      const condition = etag === undefined ? {} : { IfMatch: etag };
      await this.client.send(new DeleteObjectCommand({ Bucket: this.name, Key: key, ...condition }));
      return true;
    } catch (error) {
      if (isConditionFailure(error) || statusOf(error) === 404) return false;
      throw error;
    }
  }

  /** Every key under a prefix, in S3's order, whatever their number. */
  async keysUnder(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const page of paginateListObjectsV2(
      { client: this.client },
      { Bucket: this.name, Prefix: prefix },
    ))
      keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
    return keys;
  }

  /** Ids of every version of a key, newest first; delete markers are none. */
  async versionsOf(key: string): Promise<string[]> {
    const versions: string[] = [];
    let marker: { KeyMarker?: string; VersionIdMarker?: string } | null = {};
    while (marker !== null) {
      const page = await this.client.send(
        new ListObjectVersionsCommand({ Bucket: this.name, Prefix: key, ...marker }),
      );
      for (const { Key, VersionId } of page.Versions ?? [])
        if (Key === key && VersionId !== undefined) versions.push(VersionId);
      marker = nextMarker(page);
    }
    return versions;
  }

  /** An object whose body is still to be read; null when there is none. */
  private async open(key: string, version?: string): Promise<GetObjectCommandOutput | null> {
    const input = { Bucket: this.name, Key: key, ...(version === undefined ? {} : { VersionId: version }) };
    try {
      return await this.client.send(new GetObjectCommand(input));
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw error;
    }
  }

  private putInput(
    key: string,
    body: Uint8Array | string,
    { when, contentType }: WriteOptions,
  ): PutObjectCommandInput {
    return {
      Bucket: this.name,
      Key: key,
      Body: body,
      ...(contentType === undefined ? {} : { ContentType: contentType }),
      ...conditionOf(when),
    };
  }
}

function conditionOf(when: WriteCondition): { IfNoneMatch?: string; IfMatch?: string } {
  if (when === 'always') return {};
  return when === 'absent' ? { IfNoneMatch: '*' } : { IfMatch: when.etag };
}

function tooLarge(key: string, bytes: number, body: unknown): DomainError<'CorruptRecord'> {
  leaveUnread(body);
  return new DomainError('CorruptRecord', { what: key, reason: `it has ${bytes} bytes` });
}

/** What nobody reads would keep its connection. */
function leaveUnread(body: unknown): void {
  if (body instanceof Readable) body.destroy();
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

/** 412: the condition did not hold; 409: another write was under way; 404 on a write: If-Match on a key that is gone. */
function isConditionFailure(error: unknown): boolean {
  const status = statusOf(error);
  if (status === 412 || status === 409) return true;
  return status === 404 && (error as Error).name === 'NoSuchKey';
}

function nextMarker(page: {
  IsTruncated?: boolean | undefined;
  NextKeyMarker?: string | undefined;
  NextVersionIdMarker?: string | undefined;
}): { KeyMarker?: string; VersionIdMarker?: string } | null {
  if (page.IsTruncated !== true || page.NextKeyMarker === undefined) return null;
  const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
  return { KeyMarker, ...(VersionIdMarker === undefined ? {} : { VersionIdMarker }) };
}
