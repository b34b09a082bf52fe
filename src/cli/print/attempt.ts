import type { TriedOnce } from '../../client/request';

/** A request and what came of it in one line; without its query, header and body, which may hold what is not for logs. */
export function describeAttempt({ request, made, ms }: TriedOnce): string {
  const [path = ''] = request.path.split('?');
  const took = `${Math.round(ms)} ms`;
  if (!made.answered) return `${request.method} ${path}: no answer, ${took}`;
  const id = made.requestId === undefined ? '' : `, request id ${made.requestId}`;
  return `${request.method} ${path}: ${made.status}, ${took}${id}`;
}
