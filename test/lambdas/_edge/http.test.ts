import { readActor } from '../../../lambdas/_edge/http';
import { ada, requestOf } from '../../support/plane/http';

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
