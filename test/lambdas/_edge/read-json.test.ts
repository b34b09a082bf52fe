import { gzipSync } from 'node:zlib';
import { readJson } from '../../../lambdas/_edge/read-json';
import { requestOf } from '../../support/plane/http';

const post = (body: unknown, base64 = false) => requestOf('POST /estimates', { body, base64 });

/** Why a request is not read. */
function refusalOf(event: Parameters<typeof readJson>[0]): Error {
  try {
    readJson(event);
  } catch (error) {
    return error as Error;
  }
  throw new Error('It was read.');
}

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
        details: { issues: [{ field: 'body', message: expect.stringContaining('is not valid JSON') }] },
      }),
    );
  });

  it('takes a body of 1 MB and refuses one byte more', () => {
    const most = JSON.stringify('x'.repeat(1024 * 1024 - 2));

    expect(readJson(post(most))).toHaveLength(1024 * 1024 - 2);
    expect(() => readJson(post(`${most} `))).toThrow('The body is larger than 1048576 bytes.');
  });

  it.each(['gzip', 'br', 'gzip, identity', 'DEFLATE', 'x-made-up'])('refuses the coding %s', (coding) => {
    const body = gzipSync('{"token":"sesame"}').toString('base64');
    const event = requestOf('POST /estimates', {
      body,
      base64: true,
      headers: { 'content-encoding': coding },
    });

    const refused = refusalOf(event);

    expect(refused).toMatchObject({ status: 415, headers: { 'accept-encoding': 'identity' } });
    expect(refused.message).toContain('Send uncompressed JSON');
  });

  it.each([
    'application/json; charset=utf-16',
    'application/json;charset="ISO-8859-1"',
    'text/plain; x=y; Charset=cp1252',
  ])('refuses a body that says it is %s', (contentType) => {
    const event = requestOf('POST /estimates', { body: '{}', headers: { 'content-type': contentType } });

    expect(refusalOf(event)).toMatchObject({ status: 415 });
  });

  it.each(['', 'identity', ' Identity '])('takes the coding %j, which is none', (coding) => {
    const headers = { 'content-encoding': coding, 'content-type': 'application/json; charset=UTF-8' };

    expect(readJson(requestOf('POST /estimates', { body: '{"a":1}', headers }))).toEqual({ a: 1 });
  });

  it.each([
    ['Latin-1', Buffer.from('{"a":"caf\u00e9"}', 'latin1')],
    ['a character that is cut', Buffer.from('{"a":"\u20ac"}').subarray(0, -3)],
    ['half of a surrogate pair', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['an overlong character', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['gzip', gzipSync('{}')],
  ])('refuses %s where the gateway hands on the bytes', (_what, bytes) => {
    expect(() => readJson(post(bytes.toString('base64'), true))).toThrow('body: is not in UTF-8');
  });

  it.each([
    ['{"a":{"b":["x\\ud800"]}}', 'a.b.0'],
    ['{"a\\udc00":1}', 'body'],
    ['"\\ud83d\\ud83d\\ude00"', 'body'],
    ['{"a":"\ud800"}', 'body'],
  ])('refuses half of a character: %j', (text, field) => {
    expect(() => readJson(post(text))).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ field })] }) as Error,
    );
  });

  it('takes whole characters of two halves', () => {
    expect(readJson(post('["\\ud83d\\ude00","\ud83d\ude00"]'))).toEqual(['\u{1f600}', '\u{1f600}']);
  });

  it.each([
    ['{"a":1}', false],
    [Buffer.from('\ufeff{"a":1}').toString('base64'), true],
  ])('passes over a mark of the order of bytes', (text, base64) => {
    expect(readJson(post(base64 ? text : `\ufeff${text}`, base64))).toEqual({ a: 1 });
    expect(readJson(post('\ufeff'))).toBeUndefined();
    expect(readJson(post('{"a":"\ufeff"}'))).toEqual({ a: '\ufeff' });
  });

  it.each([
    'sesame',
    '{"password":"sesame"',
    "{'sesame'}",
    '["sesame" "x"]',
    '\u001f\u0008sesame',
    '{"a":\nsesame}',
  ])('repeats nothing of what is no JSON: %j', (text) => {
    const refused = refusalOf(post(text));

    expect(JSON.stringify([refused.message, refused])).not.toMatch(/sesame|\p{Cc}/u);
    expect(refused.message).toContain('body: is not valid JSON');
  });

  it('says where what is no JSON ceases to be any', () => {
    expect(() => readJson(post('{\n  "a": 1,\n}'))).toThrow('is not valid JSON: see line 3, column 1');
  });
});
