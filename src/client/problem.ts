import * as z from 'zod';
import { CliError, type Trouble } from './errors';
import type { Answered } from './request';
import { askedFor } from './retry';
import { formatDuration } from './text/time';

const kinds: Record<number, Trouble> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'invalid',
  409: 'conflict',
  413: 'invalid',
  415: 'invalid',
  422: 'invalid',
  429: 'busy',
  431: 'invalid',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};

const hints: Record<string, string[]> = {
  Unauthenticated: [
    "Sign in with 'idp auth login', or set IDP_TOKEN to a valid token; 'idp doctor' checks it.",
  ],
  Forbidden: ["'idp me' shows your roles and teams."],
};

/** What can be read of a problem document, or of a gateway's own words; whatever else stands there counts for nothing. */
const Problem = z.object({
  detail: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  requestId: z.string().optional().catch(undefined),
  issues: z
    .array(z.object({ field: z.string(), message: z.string() }))
    .optional()
    .catch(undefined),
});
type Problem = z.infer<typeof Problem>;

/** The error for an answer that is no success: a problem document, or the gateway's own plain words. */
export function toError(answer: Answered): CliError {
  const { status, text } = answer;
  const problem = readProblem(text);
  const isListed = problem.code === 'InvalidRequest' && problem.issues !== undefined;
  return new CliError(
    kinds[status] ?? 'broken',
    isListed ? 'The request is invalid:' : messageOf(answer, problem),
    {
      code: problem.code ?? `Http${status}`,
      issues: problem.issues,
      hints: [...(hints[problem.code ?? ''] ?? []), ...whereTo(answer), ...whenAgain(answer)],
      requestId: status >= 500 ? problem.requestId : undefined,
    },
  );
}

function messageOf({ status, location }: Answered, { detail, message, title }: Problem): string {
  const said = detail ?? message ?? title;
  if (said !== undefined) return said;
  const leads = location === null ? '' : ` and leads to ${withoutQuery(location)}`;
  return `The control plane returned ${status}${leads}.`;
}

function whereTo({ status, location }: Answered): string[] {
  if (status < 300 || status > 399 || location === null) return [];
  return [
    'A control plane does not redirect: check its address, and whether you must sign in to a network first.',
  ];
}

/** Part of an address that leads elsewhere may be a credential. */
function withoutQuery(location: string): string {
  const [address = ''] = location.split(/[?#]/);
  return address.replace(/\/\/[^/@]*@/, '//');
}

function whenAgain({ retryAfter }: Answered): string[] {
  const ms = askedFor(retryAfter) ?? 0;
  return ms > 0 ? [`Try again in ${formatDuration(ms)}.`] : [];
}

/** The problem of an answer, empty where it has none. */
export function readProblem(text: string): Problem {
  try {
    return Problem.catch({}).parse(JSON.parse(text));
  } catch {
    return {};
  }
}
