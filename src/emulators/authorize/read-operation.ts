import { type Call, serviceOf } from '../front/call';
import { readForm } from './form-input';
import type { Input } from './input';
import { rulesSignedAs } from './services/index';
import type { Operation, Protocol, ServiceRules } from './service-rules';
import { UnknownCall } from './unknown-call';

/** The rules of the service that a call is signed for; throws `UnknownCall` for one of which nothing is known. */
export function rulesFor(call: Call): ServiceRules {
  const service = serviceOf(call);
  const rules = rulesSignedAs(service);
  if (rules) return rules;
  throw new UnknownCall(service === '' ? 'A call without a signature' : `The service '${service}'`);
}

/** Reads a call as its API knows it; throws `UnknownCall`. */
export function readOperation(call: Call, { prefix, rest }: ServiceRules): Operation {
  const target = String(call.headers['x-amz-target'] ?? '');
  const read = rest ? rest(call) : target === '' ? readForm(call) : readJson(call, target);
  if (read === undefined || read.name === '')
    throw new UnknownCall(`${call.method} ${call.path} of ${prefix}`);
  return read;
}

/** How a call's refusal must look; of a service that is not known, as its request looks. */
export function protocolOf(call: Call): Protocol {
  if (/^\/v20180820\//.test(call.path)) return 'rest-xml';
  const rules = rulesSignedAs(serviceOf(call));
  return rules?.protocolFor?.(call) ?? rules?.protocol ?? protocolByLooks(call);
}

function protocolByLooks(call: Call): Protocol {
  if (call.headers['x-amz-target'] !== undefined) return 'json';
  const isForm = String(call.headers['content-type']).startsWith('application/x-www-form-urlencoded');
  return isForm || call.path === '/' || /[?&]Action=/.test(call.path) ? 'query' : 'rest-json';
}

function readJson({ body }: Call, target: string): Operation {
  const text = body.toString('utf8');
  const input: unknown = text === '' ? {} : JSON.parse(text);
  return { name: target.split('.').at(-1) ?? '', input: input as Input };
}
