import { createHash } from 'node:crypto';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import type { Call } from '../../../../src/emulators/front/call';
import type { AccessKey } from '../../../../src/emulators/front/signer';
import { readSignature, whyNotSigned } from '../../../../src/emulators/front/verify-signature';
import { type Front, startFront } from '../../../../src/emulators/front/start-front';
import { s3ClientFor } from '../../../support/aws/hub-buckets';

const key: AccessKey = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const why = (call: Call, given = key) => whyNotSigned(call, readSignature(call)!, given);
const emptyDigest = createHash('sha256').update('').digest('hex');

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, "Example: GET Object". */
const documented: Call = {
  method: 'GET',
  path: '/test.txt',
  headers: {
    host: 'examplebucket.s3.amazonaws.com',
    range: 'bytes=0-9',
    'x-amz-content-sha256': emptyDigest,
    'x-amz-date': '20130524T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,' +
      'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,' +
      'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  body: Buffer.alloc(0),
};

describe("AWS's own example of a signed request", () => {
  beforeAll(() => void jest.useFakeTimers({ now: new Date('2013-05-24T00:10:00Z') }));
  afterAll(() => void jest.useRealTimers());

  const changed = (headers: Call['headers'], more: Partial<Call> = {}): Call => ({
    ...documented,
    ...more,
    headers: { ...documented.headers, ...headers },
  });

  it('is signed with the key of the example', async () => {
    expect(await why(documented)).toBeNull();
  });

  it.each<[what: string, call: Call]>([
    ['another path', changed({}, { path: '/other.txt' })],
    ['another method', changed({}, { method: 'PUT' })],
    ['a query', changed({}, { path: '/test.txt?acl' })],
    ['another value of a header that is signed', changed({ range: 'bytes=0-99' })],
    ['another host', changed({ host: 'evil.example' })],
    ['a body', changed({}, { body: Buffer.from('evil') })],
    ['a query that cannot be decoded', changed({}, { path: '/test.txt?a=%zz' })],
  ])('is not with %s', async (_what, call) => {
    expect(await why(call)).toContain('does not match');
  });

  it('is not with another secret, nor as a session of the key', async () => {
    expect(await why(documented, { ...key, secretAccessKey: 'guess' })).toContain('does not match');
    expect(await why(documented, { ...key, sessionToken: 'token' })).toContain('does not match');
  });

  it('is too old after a quarter of an hour, and too early before it', async () => {
    jest.setSystemTime(new Date('2013-05-24T00:15:01Z'));
    expect(await why(documented)).toContain('Signature expired');
    jest.setSystemTime(new Date('2013-05-23T23:44:59Z'));
    expect(await why(documented)).toContain('Signature expired');
  });

  it.each(['', 'yesterday', '20139924T000000Z'])('is not with the date %p', async (date) => {
    expect(await why(changed({ 'x-amz-date': date }))).toContain('X-Amz-Date');
  });
});

it.each([
  undefined,
  'Bearer token',
  'AWS4-HMAC-SHA256 Credential=x',
  'AWS4-HMAC-SHA256 Credential=k/1/r/s/aws4_request, SignedHeaders=host, Signature=none',
])('reads no signature in %p', (authorization) => {
  expect(readSignature({ headers: { authorization } })).toBeUndefined();
});

describe("what AWS's clients send", () => {
  let front: Front;
  const verdicts: (string | null)[] = [];
  beforeAll(async () => {
    const serve = async (call: Call) => {
      verdicts.push(await why(call));
      return { status: 200, headers: {}, body: Buffer.from('{}') };
    };
    front = await startFront({ isFromHere: () => true, serve });
  });
  beforeEach(() => void (verdicts.length = 0));
  afterAll(() => front.close());

  const at = () => ({ endpoint: front.url, region: 'eu-west-1', credentials: key, maxAttempts: 1 });
  const s3 = () => s3ClientFor(front.url, { credentials: key, maxAttempts: 1 });
  const Bucket = 'bucket';

  it.each<[what: string, send: () => Promise<unknown>]>([
    ['DynamoDB', () => new DynamoDBClient(at()).send(new ListTablesCommand())],
    ['EC2', () => new EC2Client(at()).send(new DescribeVpcsCommand())],
    [
      'S3, with a body and a strange key',
      () =>
        s3().send(
          new PutObjectCommand({ Bucket, Key: "a b/ü+ä='(1)*", Body: 'text', Metadata: { a: ' b  c ' } }),
        ),
    ],
    ['S3, with a version', () => s3().send(new GetObjectCommand({ Bucket, Key: 'a', VersionId: 'x/y+z=' }))],
    [
      'S3, with signs in a query',
      () => s3().send(new ListObjectsV2Command({ Bucket, Prefix: 'a/b c&d=e', StartAfter: '~*' })),
    ],
  ])('is signed: %s', async (_what, send) => {
    await send().catch(() => undefined);

    expect(verdicts).toEqual([null]);
  });
});
