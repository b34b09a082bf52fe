/**
 * A route of the API: `path` has API Gateway's form, `/environments/{name}`; `authorizer` says whether it is asked first. The
 * path `$default` takes whatever no other route does, of any method.
 */
export interface GatewayRoute {
  method: string;
  path: string;
  authorizer: boolean;
}

/** The route that a request takes, with the values of its path parameters. */
export interface RouteMatch {
  route: GatewayRoute;
  routeKey: string;
  pathParameters: Record<string, string>;
}

const defaultKey = '$default';

/** Makes a matcher with API Gateway's rule: a literal segment wins over a parameter, the leftmost difference decides. */
export function createRouteMatcher(routes: readonly GatewayRoute[]) {
  const ordered = [...routes].sort((a, b) => rank(a).localeCompare(rank(b)));
  const rest = routes.find(({ path }) => path === defaultKey);
  return (method: string, path: string): RouteMatch | undefined => {
    for (const route of ordered.filter((candidate) => candidate.method === method)) {
      const pathParameters = matchPath(route.path.split('/'), path.split('/'));
      if (pathParameters) return { route, routeKey: `${route.method} ${route.path}`, pathParameters };
    }
    return rest && { route: rest, routeKey: defaultKey, pathParameters: {} };
  };
}

/** `0` for a literal and `1` for a parameter, segment by segment. */
function rank({ path }: GatewayRoute): string {
  return path.replaceAll(/[^/]+/g, (segment) => (isParameter(segment) ? '1' : '0'));
}

function matchPath(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const value = decodeURIComponent(segments[index] ?? '');
    if (isParameter(part) && value !== '') parameters[part.slice(1, -1)] = value;
    else if (part !== value) return undefined;
  }
  return parameters;
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}
