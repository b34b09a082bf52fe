import { signerFor } from '../../../src/emulators/front/signer';
import { ownersKey } from './owned-front';

/** A call of a service as it goes over the wire: to `/` by POST unless it says otherwise. */
export interface WireCall {
  service: string;
  method?: string;
  path?: string;
  /** `X-Amz-Target` of a JSON protocol. */
  target?: string;
  type?: string;
  body?: string | object;
}

/** What came back; `code` is that of an error, in whatever place its protocol has it. */
export interface WireAnswer {
  status: number;
  type: string;
  text: string;
  code: string | undefined;
}

/** Sends to an emulator, signed by its owner, what no client of this project's SDKs sends. */
export async function signedCall(url: string, call: WireCall): Promise<WireAnswer> {
  const { service, method = 'POST', path = '/', target, type, body = '' } = call;
  const { host } = new URL(url);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const [pathname = '/', search = ''] = path.split('?');
  const headers = {
    host,
    ...((type ?? (text && 'application/json')) && { 'content-type': type ?? 'application/json' }),
    ...(target !== undefined && { 'x-amz-target': target }),
  };
  const query = Object.fromEntries(new URLSearchParams(search));
  const request = { method, protocol: 'http:', hostname: host, path: pathname, query, headers };
  const whole = text === '' ? request : { ...request, body: text };
  const signed = await signerFor(ownersKey, { region: 'us-east-1', service }).sign(whole);
  const sent = { method, headers: signed.headers, ...(text !== '' && { body: text }) };
  const answer = await fetch(`${url}${path}`, sent);
  return readAnswer(answer, await answer.text());
}

function readAnswer(answer: Response, text: string): WireAnswer {
  const [, inXml] = /<Code>([^<]*)<\/Code>/.exec(text) ?? [];
  const [, inJson] = /"__type": ?"(?:[^"]*#)?([^"]*)"/.exec(text) ?? [];
  const code = answer.headers.get('x-amzn-errortype') ?? inXml ?? inJson;
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text, code };
}

/** A call of the query protocol. */
export function queryCall(service: string, form: Record<string, string>): WireCall {
  const type = 'application/x-www-form-urlencoded; charset=utf-8';
  return { service, type, body: new URLSearchParams(form).toString() };
}
