import type { Call, Forward } from '../front/call';

/** What the front asks the emulator for itself: one call of one service, whose answer is returned as text. */
export type Ask = (service: string, call: QueryCall | JsonCall | PathCall) => Promise<string>;

interface QueryCall {
  form: Record<string, string>;
}

interface JsonCall {
  target: string;
  input: object;
}

/** Reads what is under a path, or what it answers to an input. */
interface PathCall {
  path: string;
  input?: object;
}

/** Asks an emulator in a region, as its owner; what the emulator refuses is an empty text. */
export function askerOf(forward: Forward, region: string): Ask {
  return async (service, call) => {
    const { status, body } = await forward(messageOf(service, region, call));
    return status === 200 ? body.toString('utf8') : '';
  };
}

function messageOf(service: string, region: string, call: QueryCall | JsonCall | PathCall): Call {
  const scope = `Credential=front/20000101/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host;x-amz-date, Signature=none`;
  const signed = { host: 'emulator', authorization, 'x-amz-date': '20000101T000000Z' };
  if ('path' in call) return pathMessage(call, signed);
  const [type, text, target] =
    'form' in call
      ? ['application/x-www-form-urlencoded', new URLSearchParams(call.form).toString(), undefined]
      : ['application/x-amz-json-1.1', JSON.stringify(call.input), call.target];
  const body = Buffer.from(text);
  const headers = { ...signed, 'content-type': type, 'content-length': String(body.length) };
  const whole = target === undefined ? headers : { ...headers, 'x-amz-target': target };
  return { method: 'POST', path: '/', headers: whole, body };
}

function pathMessage({ path, input }: PathCall, signed: Record<string, string>): Call {
  if (input === undefined) return { method: 'GET', path, headers: signed, body: Buffer.alloc(0) };
  const body = Buffer.from(JSON.stringify(input));
  const headers = { ...signed, 'content-type': 'application/json', 'content-length': String(body.length) };
  return { method: 'POST', path, headers, body };
}
