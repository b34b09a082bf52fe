import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';

/** An S3 in memory that honours the conditions which the adapters write; a bucket's name makes no difference to it. */
export class MemoryBuckets extends S3Client {
  /** Every version of each key, oldest first. */
  readonly objects = new Map<string, Uint8Array[]>();

  constructor() {
    super({ region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    this.send = (command: unknown) => Promise.resolve().then(() => this.carryOut(command)) as never;
  }

  /** The newest text under a key; undefined when there is none. */
  text(key: string): string | undefined {
    const body = this.objects.get(key)?.at(-1);
    return body && new TextDecoder().decode(body);
  }

  /** Puts a text over whatever is there, as whoever may write the bucket could. */
  overwrite(key: string, text: string): void {
    this.objects.set(key, [...(this.objects.get(key) ?? []), new TextEncoder().encode(text)]);
  }

  private carryOut(command: unknown): object {
    if (command instanceof GetObjectCommand) return this.get(command.input);
    if (command instanceof PutObjectCommand) return this.put(command.input);
    if (command instanceof DeleteObjectCommand) return this.remove(command.input);
    if (command instanceof ListObjectsV2Command) return { Contents: this.keys(command.input.Prefix) };
    if (command instanceof ListObjectVersionsCommand)
      return { Versions: this.versions(command.input.Prefix) };
    throw new Error(`The memory buckets know no ${(command as object).constructor.name}`);
  }

  private get({ Key = '', VersionId }: GetObjectCommand['input']): object {
    const versions = this.objects.get(Key) ?? [];
    const at = VersionId === undefined ? versions.length - 1 : Number(VersionId);
    const body = versions[at];
    if (!body) throw refusal('NoSuchKey', 404);
    const Body = Object.assign(Readable.from([body]), {
      transformToByteArray: () => Promise.resolve(body),
      transformToString: () => Promise.resolve(new TextDecoder().decode(body)),
    });
    return { Body, ETag: `"${at}"`, ContentLength: body.length };
  }

  private put({ Key = '', Body, IfNoneMatch, IfMatch }: PutObjectCommand['input']): object {
    const versions = this.objects.get(Key) ?? [];
    if (IfNoneMatch !== undefined && versions.length > 0) throw refusal('PreconditionFailed', 412);
    this.requireMatch(Key, IfMatch);
    const body = typeof Body === 'string' ? new TextEncoder().encode(Body) : (Body as Uint8Array);
    this.objects.set(Key, [...versions, body]);
    return { ETag: `"${versions.length}"` };
  }

  private remove({ Key = '', IfMatch }: DeleteObjectCommand['input']): object {
    this.requireMatch(Key, IfMatch);
    this.objects.delete(Key);
    return {};
  }

  private requireMatch(key: string, etag: string | undefined): void {
    const newest = (this.objects.get(key)?.length ?? 0) - 1;
    if (etag !== undefined && etag !== `"${newest}"`) throw refusal('PreconditionFailed', 412);
  }

  private keys(prefix = ''): { Key: string }[] {
    return [...this.objects.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort()
      .map((Key) => ({ Key }));
  }

  private versions(key = ''): { Key: string; VersionId: string }[] {
    const versions = this.objects.get(key) ?? [];
    return versions.map((_, at) => ({ Key: key, VersionId: String(at) })).reverse();
  }
}

function refusal(name: string, httpStatusCode: number): S3ServiceException {
  return new S3ServiceException({ name, $fault: 'client', $metadata: { httpStatusCode } });
}
