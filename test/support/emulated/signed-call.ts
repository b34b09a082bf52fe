import { signerFor } from '../../../src/emulators/front/signer';
import { ownersKey } from '../aws/owned-front';

/** A call of a service as it goes over the wire: to `/` by POST unless it says otherwise. */
export interface WireCall {
  service: string;
  method?: string;
  path?: string;
  /** `X-Amz-Target` of a JSON protocol. */
  target?: string;
  type?: string;
  /** Of the ETag that a write is for. */
  ifMatch?: string;
  body?: string | object;
}

/** What came back; `code` is that of an error, in whatever place its protocol has it. */
export interface WireAnswer {
  status: number;
  type: string;
  etag: string;
  text: string;
  code: string | undefined;
}

/** Sends to an emulator, signed by its owner, what no client of this project's SDKs sends. */
export async function signedCall(url: string, call: WireCall): Promise<WireAnswer> {
  const { service, method = 'POST', path = '/', target, type, ifMatch, body = '' } = call;
  const { host } = new URL(url);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const [pathname = '/', search = ''] = path.split('?');
  const headers = {
    host,
    ...(text !== '' && { 'content-type': type ?? typeOf(call) }),
    ...(target !== undefined && { 'x-amz-target': target }),
    ...(ifMatch !== undefined && { 'if-match': ifMatch }),
  };
  const query = Object.fromEntries(new URLSearchParams(search));
  const request = { method, protocol: 'http:', hostname: host, path: pathname, query, headers };
  const whole = text === '' ? request : { ...request, body: text };
  const signed = await signerFor(ownersKey, { region: 'us-east-1', service }).sign(whole);
  const sent = { method, headers: signed.headers, ...(text !== '' && { body: text }) };
  const answer = await fetch(`${url}${path}`, sent);
  return readAnswer(answer, await answer.text());
}

function typeOf({ target, body }: WireCall): string {
  if (target !== undefined) return 'application/x-amz-json-1.1';
  return typeof body === 'string' ? 'text/xml' : 'application/json';
}

function readAnswer(answer: Response, text: string): WireAnswer {
  const [, inXml] = /<Code>([^<]*)<\/Code>/.exec(text) ?? [];
  const [, inJson] = /"__type": ?"(?:[^"]*#)?([^"]*)"/.exec(text) ?? [];
  const code = answer.headers.get('x-amzn-errortype') ?? inXml ?? inJson;
  const [type, etag] = ['content-type', 'etag'].map((name) => answer.headers.get(name) ?? '');
  return { status: answer.status, type: type ?? '', etag: etag ?? '', text, code };
}

/** A call of the query protocol. */
export function queryCall(service: string, form: Record<string, string>): WireCall {
  const type = 'application/x-www-form-urlencoded; charset=utf-8';
  return { service, type, body: new URLSearchParams(form).toString() };
}
