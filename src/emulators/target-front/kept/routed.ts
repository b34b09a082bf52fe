import { errorAnswer } from '../../authorize/refusal';
import type { Protocol } from '../../authorize/service-rules';
import { type Answer, type Call, type CallHead, type Forward, serviceOf, withText } from '../../front/call';
import type { Correction } from '../correction';
import { type Document, documentIn } from './document';

/** A call that a correction takes. */
export interface Asked {
  call: Call;
  forward: Forward;
  region: string;
  /** What its path names, in the order of the path. */
  names: string[];
  query: URLSearchParams;
  /** What its body says, of a JSON protocol. */
  input: Document;
}

/** Answers a call, with or without asking the emulator. */
export type RouteStep = (asked: Asked) => Promise<Answer> | Answer;

/** Steps by method and path of an operation, as in `GET /clusters/{}/addons/{}`; the last name of a path may be `{+}`, which has slashes. */
export type Routes = Readonly<Record<string, RouteStep>>;

interface Route {
  method: string;
  shape: RegExp;
  step: RouteStep;
}

/** Takes the calls of a service of a REST protocol that one of the routes fits. */
export function restCorrection(service: string, routes: Routes): Correction {
  const all = Object.entries(routes).map(([route, step]) => readRoute(route, step));
  const find = ({ method, path }: CallHead) => {
    const pathname = pathOf(path);
    return all.find((one) => one.method === method && one.shape.test(pathname));
  };
  return {
    concerns: (head) => serviceOf(head) === service && find(head) !== undefined,
    correct: async (call, forward) => {
      const route = find(call);
      if (!route) return forward(call);
      const [, ...names] = route.shape.exec(pathOf(call.path)) ?? [];
      return route.step({ ...askedIn(call, forward), names: names.map(decodeURIComponent) });
    },
  };
}

/** Takes these operations of a service of a JSON protocol. */
export function jsonCorrection(service: string, operations: Readonly<Record<string, RouteStep>>): Correction {
  const find = ({ headers }: CallHead) =>
    operations[
      String(headers['x-amz-target'] ?? '')
        .split('.')
        .at(-1) ?? ''
    ];
  return {
    concerns: (head) => serviceOf(head) === service && find(head) !== undefined,
    correct: async (call, forward) => (await find(call)?.(askedIn(call, forward))) ?? forward(call),
  };
}

function readRoute(route: string, step: RouteStep): Route {
  const [method = '', path = ''] = route.split(' ');
  const shape = path.replaceAll('.', '\\.').replaceAll('{+}', '(.+)').replaceAll('{}', '([^/]+)');
  return { method, shape: new RegExp(`^${shape}/?$`), step };
}

const pathOf = (path: string): string => path.split('?')[0] ?? '';

function askedIn(call: Call, forward: Forward): Asked {
  const query = new URLSearchParams(call.path.split('?')[1] ?? '');
  return { call, forward, region: regionOf(call), names: [], query, input: bodyOf(call) };
}

/** The region that a call is signed for. */
export function regionOf({ headers }: CallHead): string {
  return /Credential=[^/\s]+\/\d{8}\/([^/\s]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** The parameters of a call of the query protocol. */
export function formOf({ body }: Call): URLSearchParams {
  return new URLSearchParams(body.toString('utf8'));
}

/** The object in a body, and an empty one where there is none. */
export function bodyOf({ body }: Call | Answer): Document {
  try {
    return documentIn(JSON.parse(body.toString('utf8')));
  } catch {
    return {};
  }
}

/** Asks the emulator for something else in the name of a call. */
export function alongside({ call, forward }: Asked, method: string, path: string): Promise<Answer> {
  return forward(withText({ ...call, method, path }, ''));
}

/** Whether an answer is that of a call that took effect. */
export const took = ({ status }: Answer): boolean => status < 300;

/** A body of JSON. */
export function jsonAnswer(body: Document, status = 200): Answer {
  const empty = { status, headers: { 'content-type': 'application/json' }, body: Buffer.alloc(0) };
  return withText(empty, JSON.stringify(body));
}

/** The answer with its object changed, where it is that of a call that took effect. */
export function changed(answer: Answer, change: (body: Document) => Document): Answer {
  return took(answer) && answer.body.length > 0
    ? withText(answer, JSON.stringify(change(bodyOf(answer))))
    : answer;
}

/** A refusal in a service's own words: its code, which HTTP status goes with it, and why. */
export function refused(protocol: Protocol, status: number, [code, message]: [string, string]): Answer {
  return errorAnswer(protocol, { status, code, message });
}
