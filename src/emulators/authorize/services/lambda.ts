import type { Call } from '../../front/call';
import { textAt } from '../input';
import { namedBy } from '../named-by';
import type { Operation, ServiceRules } from '../service-rules';

/** Method and path of an operation, as the API's page says them. */
const routes: [method: string, path: RegExp, name: string][] = [
  ['GET', /^\/2015-03-31\/functions\/([^/]+)$/, 'GetFunction'],
  ['GET', /^\/2015-03-31\/functions\/([^/]+)\/configuration$/, 'GetFunctionConfiguration'],
  ['POST', /^\/2015-03-31\/functions\/([^/]+)\/invocations$/, 'InvokeFunction'],
  ['GET', /^\/2015-03-31\/functions\/([^/]+)\/policy$/, 'GetPolicy'],
  ['POST', /^\/2015-03-31\/functions\/([^/]+)\/policy$/, 'AddPermission'],
  ['DELETE', /^\/2015-03-31\/functions\/([^/]+)\/policy\/[^/]+$/, 'RemovePermission'],
];

/** AWS Lambda. */
export const lambda: ServiceRules = {
  prefix: 'lambda',
  signedAs: ['lambda'],
  protocol: 'rest-json',
  rest: readRoute,
  named: namedBy('function', 'function:{}', 'FunctionName'),
  context: { 'lambda:principal': ({ input }) => [textAt(input, 'Principal') ?? ''] },
};

function readRoute({ method, path, body }: Call): Operation | undefined {
  const { pathname } = new URL(path, 'http://lambda');
  for (const [verb, shape, name] of routes) {
    const [, named] = (verb === method && shape.exec(pathname)) || [];
    if (named === undefined) continue;
    const FunctionName = decodeURIComponent(named);
    return { name, input: { ...inputIn(body), FunctionName } };
  }
  return undefined;
}

/** A call may have no body, and one of `InvokeFunction` is the function's own business. */
function inputIn(body: Buffer): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'));
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
