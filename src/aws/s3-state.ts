import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { EnvironmentMetadata, OutputsDocument, PlannedCreates } from '../domain/environment/artifacts';
import { CostRecord } from '../domain/cost/cost-record';
import { adoptionFolder, stateFolder } from '../domain/environment/environment';
import { isDomainError } from '../domain/base/errors';
import { firstFitting } from '../domain/base/parse';
import { StateLock } from '../domain/environment/state-lock';
import type { UploadView } from '../domain/api/responses';
import { mostStateBytes } from '../domain/environment/adopt/adopted-state';
import { certificateFolder, mostCertificateBytes } from '../domain/environment/rotation/given-certificate';
import type { SharedDocument, UploadedCertificate, UploadedState } from '../operations/ports/environment';
import { type Removable, S3Bucket, type StoredObject } from './s3-bucket';
import { signUpload } from './signature/sign-address';

/** One life of a name: what its objects are filed under. */
export interface LifeKey {
  name: string;
  id: string;
}

/** A lock as it lies in S3, with the ETag that taking it over or deleting it names. */
export interface StoredLock {
  lock: StateLock;
  etag: string;
}

/** What a run wanted to make; `unreadable` says why nobody can know that, where its list cannot be read. */
export interface ListedCreates extends PlannedCreates {
  unreadable?: string;
}

const json = 'application/json';

/** The state bucket: Terraform states with their locks, metadata, outputs and planned creates of each life. */
export class S3State {
  private readonly bucket: S3Bucket;

  constructor(
    private readonly client: S3Client,
    bucketName: string,
  ) {
    this.bucket = new S3Bucket(client, bucketName);
  }

  /** `bucket/key` of the state, as Terraform's S3 backend names it in locks and messages. */
  pathOf(life: LifeKey): string {
    return `${this.bucket.name}/${stateKey(life)}`;
  }

  /** The newest state; null when none was ever kept. */
  readState(life: LifeKey): Promise<StoredObject | null> {
    return this.bucket.read(stateKey(life));
  }

  /** Writes a state onto the one with `etag` (null: onto none); the new ETag, or null when another state is there. */
  writeState(life: LifeKey, body: Uint8Array, etag: string | null): Promise<string | null> {
    const when = etag === null ? 'absent' : { etag };
    return this.bucket.write(stateKey(life), body, { when, contentType: json });
  }

  /** Every version of the state that was ever kept, newest first, one in memory at a time. */
  async *stateVersions(life: LifeKey): AsyncGenerator<Uint8Array> {
    for (const version of await this.bucket.versionsOf(stateKey(life))) {
      const stored = await this.bucket.read(stateKey(life), { version });
      if (stored) yield stored.body;
    }
  }

  /** Where a state of so many bytes that is to be adopted may be put within five minutes. */
  uploadAddress(of: UploadedState, bytes: number): Promise<UploadView> {
    const place = { Bucket: this.bucket.name, Key: uploadedKey(of) };
    return signUpload(this.client, { ...place, bytes, contentType: json });
  }

  /** The bytes that were uploaded as a state to be adopted, whatever they are; null where there are none. */
  async readUploaded(of: UploadedState): Promise<Uint8Array | null> {
    return (await this.bucket.read(uploadedKey(of), { mostBytes: mostStateBytes }))?.body ?? null;
  }

  /** Where a certificate of so many bytes that is to be imported may be put within five minutes. */
  certificateAddress(of: UploadedCertificate, bytes: number): Promise<UploadView> {
    const place = { Bucket: this.bucket.name, Key: certificateKey(of) };
    return signUpload(this.client, { ...place, bytes, contentType: json });
  }

  /** What was uploaded to be imported, and what removes it for good; null where there is nothing. */
  readCertificate(of: UploadedCertificate): Promise<Removable | null> {
    return this.bucket.readRemovable(certificateKey(of), mostCertificateBytes);
  }

  /** Who holds the lock; null when nobody does. */
  async readLock(life: LifeKey): Promise<StoredLock | null> {
    const stored = await this.bucket.read(lockKey(life));
    return stored && { lock: lockIn(stored), etag: stored.etag };
  }

  /** Writes the lock onto the one with `etag` (null: onto none); the new ETag, or null when that is not what is there. */
  writeLock(life: LifeKey, lock: StateLock, etag: string | null): Promise<string | null> {
    const when = etag === null ? 'absent' : { etag };
    return this.bucket.write(lockKey(life), JSON.stringify(lock), { when, contentType: json });
  }

  /** Deletes the lock with this ETag; false when it is another's, or gone. */
  deleteLock(life: LifeKey, etag: string): Promise<boolean> {
    return this.bucket.remove(lockKey(life), etag);
  }

  /** Without its inputs where they cannot be written: it is for a person who looks, and no life may depend on it. */
  writeMetadata(life: LifeKey, metadata: EnvironmentMetadata): Promise<void> {
    const fitting = firstFitting(EnvironmentMetadata, [metadata, { ...metadata, inputs: {} }]);
    return this.bucket.writeRecord(EnvironmentMetadata, `${stateFolder(life)}/metadata.json`, fitting);
  }

  readMetadata(life: LifeKey): Promise<EnvironmentMetadata | null> {
    return this.bucket.readRecord(EnvironmentMetadata, `${stateFolder(life)}/metadata.json`);
  }

  writeOutputs(life: LifeKey, outputs: OutputsDocument): Promise<void> {
    return this.bucket.writeRecord(OutputsDocument, `${stateFolder(life)}/outputs.json`, outputs);
  }

  /** The outputs of the last apply, for who only hands them on; null when nothing was applied. */
  shareOutputs(life: LifeKey): Promise<SharedDocument | null> {
    return this.bucket.share(`${stateFolder(life)}/outputs.json`);
  }

  async removeOutputs(life: LifeKey): Promise<void> {
    await this.bucket.remove(`${stateFolder(life)}/outputs.json`);
  }

  /** What of the life lived how long, at which prices; null where that was never kept. */
  readCosts(life: LifeKey): Promise<CostRecord | null> {
    return this.bucket.readRecord(CostRecord, `${stateFolder(life)}/costs.json`);
  }

  writeCosts(life: LifeKey, costs: CostRecord): Promise<void> {
    return this.bucket.writeRecord(CostRecord, `${stateFolder(life)}/costs.json`, costs);
  }

  writeCreates(life: LifeKey, creates: PlannedCreates): Promise<void> {
    return this.bucket.writeRecord(PlannedCreates, createsKey(life, creates.run), creates);
  }

  async removeCreates(life: LifeKey, run: string): Promise<void> {
    await this.bucket.remove(createsKey(life, run));
  }

  /** What every run of this life that began (or was about to begin) applying wanted to make, oldest first. */
  async listCreates(life: LifeKey): Promise<ListedCreates[]> {
    const keys = await this.bucket.keysUnder(`${stateFolder(life)}/creates/`);
    const found = await Promise.all(keys.map((key) => this.readCreates(key)));
    return found.filter((creates) => creates !== null);
  }

  /** A list that cannot be read is an empty one that says so: no life may be kept for ever by what one file looks like. */
  private async readCreates(key: string): Promise<ListedCreates | null> {
    try {
      return await this.bucket.readRecord(PlannedCreates, key);
    } catch (error) {
      if (!isDomainError(error, 'CorruptRecord')) throw error;
      return { run: basename(key, '.json'), serial: 0, creates: [], unreadable: error.message };
    }
  }
}

/** A lock that cannot be read is somebody's all the same, and is broken by the name that its ETag gives it. */
function lockIn({ body, etag }: StoredObject): StateLock {
  const lock = StateLock.safeParse(parseJson(body));
  const ID = etag.replaceAll('"', '');
  return lock.data ?? StateLock.parse({ ID, Who: 'an unknown holder (the lock is unreadable)' });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function stateKey(life: LifeKey): string {
  return `${stateFolder(life)}/terraform.tfstate`;
}

/** Under the name of who uploaded it as well: whoever learns a digest cannot have another's state read. */
function uploadedKey({ name, state, by }: UploadedState): string {
  return `${adoptionFolder(name)}/${nameOf(by)}-${state}.tfstate`;
}

function certificateKey({ name, digest, by }: UploadedCertificate): string {
  return `${certificateFolder(name)}/${nameOf(by)}-${digest}.json`;
}

/** A person in a key, whatever characters the name has. */
function nameOf(by: string): string {
  return createHash('sha256').update(by).digest('hex').slice(0, 32);
}

function lockKey(life: LifeKey): string {
  return `${stateKey(life)}.tflock`;
}

function createsKey(life: LifeKey, run: string): string {
  return `${stateFolder(life)}/creates/${run}.json`;
}
