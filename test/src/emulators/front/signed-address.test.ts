import { GetObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Call } from '../../../../src/emulators/front/call';
import type { AccessKey } from '../../../../src/emulators/front/signer';
import { readAddressSignature, whyAddressNotSigned } from '../../../../src/emulators/front/signed-address';
import { s3ClientFor } from '../../../support/aws/hub-buckets';

const key: AccessKey = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const why = (call: Call, given = key) => whyAddressNotSigned(call, readAddressSignature(call.path)!, given);
const get = (path: string, host: string): Call => ({
  method: 'GET',
  path,
  headers: { host },
  body: Buffer.alloc(0),
});

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html, "An example of a presigned URL". */
const documented = get(
  '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256' +
    '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
    '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
    '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  'examplebucket.s3.amazonaws.com',
);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html: of a service whose bodies are signed. */
const listUsers: Call = {
  method: 'GET',
  path:
    '/?Action=ListUsers&Version=2010-05-08&X-Amz-Algorithm=AWS4-HMAC-SHA256' +
    '&X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fiam%2Faws4_request' +
    '&X-Amz-Date=20150830T123600Z&X-Amz-Expires=60&X-Amz-SignedHeaders=content-type%3Bhost' +
    '&X-Amz-Signature=37ac2f4fde00b0ac9bd9eadeb459b1bbee224158d66e7ae5fcadb70b2d181d02',
  headers: { host: 'iam.amazonaws.com', 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  body: Buffer.alloc(0),
};

afterEach(() => void jest.useRealTimers());

describe("AWS's own example of a signed address of IAM", () => {
  const itsKey = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

  it('is signed with the digest of its body, and with no other', async () => {
    jest.useFakeTimers({ now: new Date('2015-08-30T12:36:30Z') });

    expect(await why(listUsers, itsKey)).toBeNull();
    expect(await why({ ...listUsers, body: Buffer.from('more') }, itsKey)).toContain('does not match');
  });
});

describe("AWS's own example of a signed address", () => {
  const at = (now: string) => jest.useFakeTimers({ now: new Date(now) });

  it('is signed with the key of the example, for as long as it says', async () => {
    at('2013-05-24T23:59:59Z');
    expect(await why(documented)).toBeNull();
    at('2013-05-25T00:00:01Z');
    expect(await why(documented)).toBe('Request has expired');
  });

  it.each<[what: string, call: Call]>([
    ['another path', { ...documented, path: documented.path.replace('/test', '/other') }],
    ['another method', { ...documented, method: 'DELETE' }],
    ['another host', { ...documented, headers: { host: 'evil.example' } }],
    ['more of a query', { ...documented, path: `${documented.path}&versionId=1` }],
    ['a longer life', { ...documented, path: documented.path.replace('=86400', '=604800') }],
  ])('is not with %s', async (_what, call) => {
    at('2013-05-24T00:10:00Z');
    expect(await why(call)).toContain('does not match');
  });

  it.each([
    ['no signature', documented.path.replace(/&X-Amz-Signature=.*/, '')],
    ['a life that AWS does not give', documented.path.replace('=86400', '=604801')],
    ['no life', documented.path.replace('=86400', '=0')],
    ['a date that is none', documented.path.replace('20130524T', '20139924T')],
    ['another algorithm', documented.path.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256')],
  ])('is none with %s', (_what, path) => {
    expect(readAddressSignature(path)).toBeUndefined();
  });
});

it.each([
  ['a key of its own', key],
  ['a session', { ...key, sessionToken: 'token/with+signs==' }],
])('the address that the SDK signs with %s is known by that key alone', async (_what, credentials) => {
  const client = s3ClientFor('http://127.0.0.1:4566', { credentials });
  const command = new GetObjectCommand({ Bucket: 'plans', Key: "runs/1/a b'(é).json" });
  const { pathname, search, host } = new URL(await getSignedUrl(client, command, { expiresIn: 300 }));
  client.destroy();

  expect(await why(get(`${pathname}${search}`, host), credentials)).toBeNull();
  expect(
    await why(get(`${pathname}${search}`, host), { ...credentials, secretAccessKey: 'x' }),
  ).not.toBeNull();
});
