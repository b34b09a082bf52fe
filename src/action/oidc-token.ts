import { decodeJwt } from 'jose';
import { CliError } from '../client/errors';
import { explainNetworkError } from '../client/explain-network-error';

/** Where a job asks for a token that identifies it, and the audience that the token is for. */
export interface TokenRequest {
  url: string | undefined;
  token: string | undefined;
  audience: string;
}

export interface TokenOptions {
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  /** Told of every token before anything else is. */
  mask: (token: string) => void;
}

/** A token that has less left than this is replaced: it could end while a request is on its way. */
const leastLeftMs = 60_000;
const attempts = 3;
const patience = 10_000;

/**
 * The job's OIDC token, asked for when first needed and again when it is about to end: GitHub's live for minutes, and
 * waiting until an environment is ready may take longer. One that was refused is replaced as well.
 */
export function createTokenSource(
  request: TokenRequest,
  options: TokenOptions,
): (refused?: string) => Promise<string> {
  let held = { token: '', endsAt: 0 };
  return async (refused) => {
    if (held.token !== refused && held.endsAt - options.now() >= leastLeftMs) return held.token;
    const token = await askForToken(request, options);
    options.mask(token);
    held = { token, endsAt: endOf(token) };
    return token;
  };
}

/** When a token ends; milliseconds since the epoch. */
function endOf(token: string): number {
  try {
    return (decodeJwt(token).exp ?? 0) * 1_000;
  } catch (cause) {
    throw noToken('its response does not contain a JSON Web Token', cause);
  }
}

function noToken(why: string, cause?: unknown): CliError {
  return new CliError('unavailable', `GitHub did not issue an OIDC token: ${why}.`, {
    code: 'NoIdToken',
    cause,
  });
}

async function askForToken({ url, token, audience }: TokenRequest, { sleep }: TokenOptions): Promise<string> {
  if (url === undefined || token === undefined) throw noPermission();
  const address = new URL(url);
  address.searchParams.set('audience', audience);
  for (let attempt = 1; ; attempt += 1) {
    const answer = await tryOnce(address, token);
    if (typeof answer === 'object') return answer.value;
    if (attempt === attempts) throw noToken(answer);
    await sleep(1_000 * attempt);
  }
}

/** The token, or why there is none. */
async function tryOnce(address: URL, token: string): Promise<{ value: string } | string> {
  try {
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      signal: AbortSignal.timeout(patience),
    });
    const { value } = response.ok ? ((await response.json()) as { value?: unknown }) : {};
    if (typeof value === 'string') return { value };
    return response.ok ? 'its response does not contain one' : `it returned ${response.status}`;
  } catch (error) {
    return explainNetworkError(error).reason;
  }
}

function noPermission(): CliError {
  return new CliError('unauthenticated', 'The job may not request an OIDC token.', {
    code: 'NoIdToken',
    hints: ["Give the job 'permissions: { id-token: write }'; a pull request from a fork cannot have it."],
  });
}
