import { readActor, readJson } from '../../../lambdas/_edge/http';
import { ada, requestOf } from '../../support/plane/http';

const post = (body: unknown, base64 = false) => requestOf('POST /estimates', { body, base64 });

describe('readJson', () => {
  it('reads the body, also one that the gateway has encoded', () => {
    const encoded = Buffer.from('{"a":1}').toString('base64');

    expect(readJson(post('{"a":1}'))).toEqual({ a: 1 });
    expect(readJson(post(encoded, true))).toEqual({ a: 1 });
  });

  it('takes no body and an empty one for none', () => {
    expect(readJson(requestOf('POST /estimates'))).toBeUndefined();
    expect(readJson(post(''))).toBeUndefined();
  });

  it('refuses what is no JSON, naming the body', () => {
    expect(() => readJson(post('{name: foo}'))).toThrow(
      expect.objectContaining({
        code: 'InvalidRequest',
        details: { issues: [{ field: 'body', message: expect.stringContaining('is no JSON') }] },
      }),
    );
  });

  it('takes a body of 1 MB and refuses one byte more', () => {
    const most = JSON.stringify('x'.repeat(1024 * 1024 - 2));

    expect(readJson(post(most))).toHaveLength(1024 * 1024 - 2);
    expect(() => readJson(post(`${most} `))).toThrow('The body is larger than 1048576 bytes.');
  });
});

describe('readActor', () => {
  const ask = (authorizer: Parameters<typeof requestOf>[1]) => readActor(requestOf('GET /me', authorizer));

  it('reads who asks from what the authorizer passed on', () => {
    expect(ask({})).toEqual(ada);
  });

  it('gives the reason for which nobody is known', () => {
    expect(() => ask({ authorizer: { reason: 'the token has expired' } })).toThrow(
      'Not signed in: the token has expired.',
    );
  });

  it('refuses a request that came past no authorizer', () => {
    expect(() => ask({ authorizer: {} })).toThrow(expect.objectContaining({ code: 'Unauthenticated' }));
  });

  it('does not blame the token when the issuer cannot be asked', () => {
    expect(() => ask({ authorizer: { reason: 'timed out', code: 'Unreachable' } })).toThrow(
      'The identity provider did not answer: timed out.',
    );
  });
});
