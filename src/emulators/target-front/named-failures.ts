import { protocolOf } from '../authorize/read-operation';
import { errorAnswer, type ErrorWords } from '../authorize/refusal';
import { type Answer, type Call, type Forward, serviceOf } from '../front/call';

/** Why the emulator failed, and what it said of it. */
interface Failure {
  kind: 'unknown' | 'crash' | 'either';
  said: string;
}

/**
 * An emulator answers HTTP 500, or 404 with a page of HTML, to what it does not know: SDKs repeat the one for minutes and take
 * the other for an object that is not there. Here it is an error in the words of the service that nobody repeats, whose code is
 * none of AWS's.
 */
export function withNamedFailures(forward: Forward): Forward {
  return async (call) => {
    const answer = await forward(call);
    const failure = failureIn(answer);
    return failure ? errorAnswer(protocolOf(call), wordsFor(call, failure)) : answer;
  };
}

function failureIn({ status, headers, body }: Answer): Failure | undefined {
  if (status !== 404 && status !== 405 && status !== 500) return undefined;
  const said = headers['x-emulator-failure'];
  if (said === 'unknown' || said === 'crash') return { kind: said, said: body.toString('utf8') };
  const page = String(headers['content-type']).startsWith('text/html') ? body.toString('utf8') : '';
  const [, title] = /^<!doctype html>\s*<html lang=en>\s*<title>(.*?)<\/title>/i.exec(page) ?? [];
  const kind = title === undefined ? undefined : kinds[title];
  return kind && { kind, said: '' };
}

/** By the title of the page: an emulator that tells no more may know an operation and fail at it. */
const kinds: Record<string, Failure['kind']> = {
  '404 Not Found': 'unknown',
  '405 Method Not Allowed': 'unknown',
  '500 Internal Server Error': 'either',
};

const elsewhere = 'AWS did not refuse it: leave it out here, or do it against AWS.';

function wordsFor(call: Call, { kind, said }: Failure): ErrorWords {
  const what = `${nameOf(call)} of ${serviceOf(call) || 'a service that the call does not name'}`;
  const more = isOfMethod(said) ? '' : ` (${said.trim()})`;
  const unknown = `${what} is unknown to the AWS emulator behind this endpoint${more}.`;
  const crash = `The AWS emulator behind this endpoint failed at ${what}${more}.`;
  const either = `${what} is unknown to the AWS emulator behind this endpoint, or it failed at it.`;
  const message = `${{ unknown, crash, either }[kind]} ${elsewhere}`;
  return { status: 400, code: kind === 'crash' ? 'EmulatorFailed' : 'EmulatorLacksOperation', message };
}

/** Nothing that the name of the operation does not say already. */
function isOfMethod(said: string): boolean {
  return said === '' || /^The (\w+ action|method|service) has not been implemented$/.test(said.trim());
}

/** An operation as its API calls it, or its method and path where only those are sent. */
function nameOf({ method, path, headers, body }: Call): string {
  const target = String(headers['x-amz-target'] ?? '');
  if (target !== '') return target.split('.').at(-1) ?? target;
  const [, action] =
    /(?:^|[?&])Action=(\w+)/.exec(`${path}&${body.subarray(0, 2_000).toString('utf8')}`) ?? [];
  return action ?? `${method} ${path.split('?')[0]}`;
}
