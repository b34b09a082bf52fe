import { createHash, randomBytes } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetPolicyCommand, GetPolicyVersionCommand, IAMClient } from '@aws-sdk/client-iam';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openEmulator } from '../../../src/local/emulator';
import { findEmulator } from '../../../src/tools/find-emulator';
import type { FoundEmulator } from '../../../src/tools/find-emulator';
import { type Descendant, descendantsOf } from '../../support/plane/descendants';
import { currentMachine, emptyMachine, writeProgram } from '../../support/plane/machine';

const options = { env: currentMachine().env, onOutput: () => undefined };

async function installedEmulator(): Promise<FoundEmulator> {
  const { found, howToGet } = await findEmulator(currentMachine(), '/nowhere');
  if (!found) throw new Error(howToGet);
  return found;
}

/** The most that any of these processes ever held, in KiB. */
function mostHeld(processes: readonly Descendant[]): number {
  const peaks = processes.map(({ pid }) =>
    Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]),
  );
  return Math.max(...peaks);
}

describe('openEmulator', () => {
  it('starts the installed emulator on a port of its own and stops it', async () => {
    const emulator = await openEmulator(await installedEmulator(), options);
    const adopted = await openEmulator({ kind: 'url', path: `${emulator.url}/`, version: '' }, options);
    expect(adopted).toMatchObject({ url: emulator.url, accountId: '123456789012' });

    await adopted.close();
    expect((await fetch(`${emulator.url}/moto-api/`)).status).toBe(200);

    await emulator.close();
    await expect(fetch(emulator.url)).rejects.toThrow('fetch failed');
    await emulator.ended;
  });

  it('remembers nothing that is gone, however often it was asked, and shares the policies of AWS between accounts', async () => {
    const emulator = await openEmulator(await installedEmulator(), options);
    const access = {
      endpoint: emulator.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    };
    const s3 = new S3Client({ ...access, forcePathStyle: true });
    const Bucket = 'artifacts';
    await s3.send(new CreateBucketCommand({ Bucket }));
    for (let n = 0; n < 20; n++) await s3.send(new PutObjectCommand({ Bucket, Key: `${n}`, Body: 'x' }));
    for (const body of [
      Buffer.alloc(0),
      Buffer.from('{"a":1}'),
      randomBytes(3_000_000),
      Buffer.alloc(3_000_000, 'state'),
    ]) {
      await s3.send(new PutObjectCommand({ Bucket, Key: 'any', Body: body }));
      const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket, Key: 'any' }));
      expect(body.equals((await Body?.transformToByteArray()) ?? new Uint8Array())).toBe(true);
      expect(ETag).toBe(`"${createHash('md5').update(body).digest('hex')}"`);
    }
    for (let n = 0; n < 5; n++) await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: '1' }));
    const readPolicy = async (account: string) => {
      const iam = new IAMClient(access);
      iam.middlewareStack.add(
        (next) => (args) => {
          (args.request as { headers: Record<string, string> }).headers['x-moto-account-id'] = account;
          return next(args);
        },
        { step: 'build' },
      );
      const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
      const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
      const VersionId = Policy?.DefaultVersionId;
      return iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    };
    const policies = [await readPolicy('111111111111'), await readPolicy('222222222222')];

    const held = (await (await fetch(`${emulator.url}/moto-api/data.json`)).json()) as Record<
      string,
      Record<string, unknown[]>
    >;

    expect(held['s3']).toMatchObject({ FakeKey: [], FakeBucket: [] });
    const [one, two] = policies.map(({ PolicyVersion }) => PolicyVersion?.Document ?? '');
    expect(one?.length).toBeGreaterThan(10_000);
    expect(one === two).toBe(true);
    await emulator.close();
  });

  it('lists the versions of a bucket in the memory of a page, and leaves each of them as it is', async () => {
    const before = descendantsOf(process.pid).map(({ pid }) => pid);
    const emulator = await openEmulator(await installedEmulator(), options);
    const started = descendantsOf(process.pid).filter(({ pid }) => !before.includes(pid));
    const access = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 's' } };
    const s3 = new S3Client({ ...access, endpoint: emulator.url, forcePathStyle: true });
    const Bucket = 'states';
    await s3.send(new CreateBucketCommand({ Bucket }));
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    const bodies = Array.from({ length: 15 }, () => randomBytes(2_000_000));
    for (const Body of bodies) await s3.send(new PutObjectCommand({ Bucket, Key: 'other/state', Body }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'other/state' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'own/state', Body: '{}' }));
    const held = mostHeld(started);

    for (let n = 0; n < 3; n++) {
      const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'own/' }));
      expect(Versions).toMatchObject([{ Key: 'own/state', IsLatest: true, Size: 2 }]);
    }
    const { Versions = [], DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket }));

    expect(mostHeld(started) - held).toBeLessThan(20_000);
    expect(DeleteMarkers).toMatchObject([{ Key: 'other/state', IsLatest: true }]);
    const others = Versions.filter(({ Key }) => Key === 'other/state');
    expect(others).toHaveLength(bodies.length);
    for (const { Key, VersionId, ETag, IsLatest } of others) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      expect(bodies.some((body) => body.equals(bytes))).toBe(true);
      expect([ETag, IsLatest]).toEqual([`"${createHash('md5').update(bytes).digest('hex')}"`, false]);
    }
    await emulator.close();
  });

  it('says what a program said that ended before it was ready', async () => {
    const { root } = emptyMachine();
    const path = writeProgram(join(root, 'moto_server'), 'echo "no module named flask" >&2; exit 1');

    const opening = openEmulator({ kind: 'program', path, args: [], version: '' }, options);

    await expect(opening).rejects.toThrow('ended before it was ready: no module named flask');
  });

  it('refuses an address where something else answers', async () => {
    const server = createServer((_request, response) => response.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const path = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    const opening = openEmulator({ kind: 'url', path, version: '' }, options);

    await expect(opening).rejects.toThrow(`the server at ${path} is not an AWS emulator (HTTP 200)`);
    server.close();
  });
});
