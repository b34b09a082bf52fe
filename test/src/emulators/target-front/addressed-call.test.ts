import { addressedCall } from '../../../../src/emulators/target-front/addressed-call';
import type { Call } from '../../../../src/emulators/front/call';

const scope = (service: string) => `Credential=AKIA%2F20260101%2Fus-east-1%2F${service}%2Faws4_request`;
const addressed = (service: string): Call => ({
  method: 'GET',
  path: `/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-${scope(service)}&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&X-Amz-Security-Token=session&X-Amz-SignedHeaders=host&X-Amz-Signature=00`,
  headers: { host: 'aws.example' },
  body: Buffer.alloc(0),
});

it('a call of STS that is signed by its address reaches the emulator as a form with the same signature', async () => {
  const reached: Call[] = [];
  await addressedCall.correct(addressed('sts'), (call) => {
    reached.push(call);
    return Promise.resolve({ status: 200, headers: {}, body: Buffer.alloc(0) });
  });

  expect(reached.map(({ method, path, body }) => [method, path, body.toString()])).toEqual([
    ['POST', '/', 'Action=GetCallerIdentity&Version=2011-06-15'],
  ]);
  expect(reached[0]?.headers).toMatchObject({
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=00',
    'x-amz-security-token': 'session',
  });
});

it('concerns no call of S3, whose addresses the emulator understands, and none with a signature of its own', () => {
  const plain = { ...addressed('sts'), path: '/?Action=GetCallerIdentity' };

  expect([addressed('sts'), addressed('s3'), plain].map((call) => addressedCall.concerns(call))).toEqual([
    true,
    false,
    false,
  ]);
});
