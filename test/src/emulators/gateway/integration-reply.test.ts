import { readIntegrationReply } from '../../../../src/emulators/gateway/integration-reply';

describe('readIntegrationReply', () => {
  it('takes a structured answer as it is', () => {
    const reply = readIntegrationReply({
      payload: { statusCode: 202, headers: { Location: '/runs/1', Age: 3 }, cookies: ['a=b'], body: 'läuft' },
    });

    expect(reply).toEqual({
      status: 202,
      headers: { 'content-type': 'text/plain;charset=UTF-8', location: '/runs/1', age: '3' },
      cookies: ['a=b'],
      body: Buffer.from('läuft'),
    });
  });

  it('decodes a binary body', () => {
    const { body } = readIntegrationReply({
      payload: { statusCode: 200, body: '/wA=', isBase64Encoded: true },
    });

    expect([...body]).toEqual([255, 0]);
  });

  it('makes a 200 of JSON without a status', () => {
    const reply = readIntegrationReply({ payload: { items: [] } });

    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(reply.body.toString()).toBe('{"items":[]}');
  });

  it('keeps the framing of the message to itself', () => {
    const headers = { 'Transfer-Encoding': 'chunked', 'Content-Length': '3', Connection: 'close' };

    const reply = readIntegrationReply({ payload: { statusCode: 200, headers } });

    expect(Object.keys(reply.headers)).toEqual(['content-type']);
  });

  it.each([
    ['an error', { error: { errorType: 'Runtime.ExitError', errorMessage: '' } }],
    ['a status that is none', { payload: { statusCode: 'soon' } }],
    ['a body that is no text', { payload: { statusCode: 200, body: { a: 1 } } }],
    ['a header with a line break', { payload: { statusCode: 200, headers: { location: 'a\r\nb: c' } } }],
    ['a cookie with a line break', { payload: { statusCode: 200, cookies: ['a\nb'] } }],
  ])('answers 500 in its own words to %s', (_what, result) => {
    const reply = readIntegrationReply(result);

    expect([reply.status, reply.body.toString()]).toEqual([500, '{"message":"Internal Server Error"}']);
  });
});
