import type { ProcessEnvironment } from '../../config/read-config';
import { CliError } from '../../client/errors';
import { type NamedProfile, readProfile, saveProfile, type Session } from '../profiles';

/** A token that ends sooner might end on its way. */
const marginMs = 60_000;

/** What one program remembers of the tokens that it has made new, by the file of their profile. */
export interface TokenMemory {
  /** Of a refresh that goes on: an issuer may let each refresh token be used once. */
  renewing: Map<string, Promise<Session>>;
  /** What no file could keep. */
  unsaved: Map<string, Session>;
  /** Told where a file could not keep it. */
  warn: (message: string) => void;
}

/** Remembers nothing yet. */
export function createTokenMemory(warn: TokenMemory['warn']): TokenMemory {
  return { renewing: new Map(), unsaved: new Map(), warn };
}

interface Keeping {
  env?: ProcessEnvironment | undefined;
  now: () => number;
  memory?: TokenMemory;
  renews?: boolean;
}

/**
 * The token of a profile, made new when it is about to end, or is the one that was `refused`; throws when somebody must sign
 * in again. What was refused and cannot be made new is returned as it is: the control plane says what is wrong with it.
 */
export async function keptToken(
  profile: NamedProfile,
  { env, now, memory = createTokenMemory(() => undefined), renews = true }: Keeping,
  refused?: string,
): Promise<string> {
  const session = memory.unsaved.get(profile.file) ?? profile.session;
  if (!session) throw signedOut(profile, 'you are not signed in');
  const { idToken, expiresAt, refreshToken } = session;
  if (idToken !== refused && expiresAt - now() > marginMs) return idToken;
  if (refreshToken === null || !renews) {
    if (idToken === refused) return idToken;
    throw signedOut(profile, 'the token has expired');
  }
  return (await renewOnce({ profile, session, env }, memory)).idToken;
}

interface Renewal {
  profile: NamedProfile;
  session: Session;
  env: ProcessEnvironment | undefined;
}

/** Requests that go on at the same time share one refresh. */
async function renewOnce(renewal: Renewal, memory: TokenMemory): Promise<Session> {
  const { file } = renewal.profile;
  const begun = memory.renewing.get(file);
  if (begun) return begun;
  const work = renew(renewal, memory).finally(() => memory.renewing.delete(file));
  memory.renewing.set(file, work);
  return work;
}

async function renew({ profile, session, env }: Renewal, memory: TokenMemory): Promise<Session> {
  // The library is loaded only when it is needed: most commands find a token that is still valid.
  const { refreshSession } = await import('./oidc');
  const fresh = await refreshSession(session).catch(async (error: unknown) => {
    const other = (await readProfile(profile.name, env))?.session;
    // Another idp was quicker, and its issuer lets each refresh token be used once.
    if (other && other.idToken !== session.idToken) return other;
    if (!(error instanceof CliError) || error.kind !== 'unauthenticated') throw error;
    throw signedOut(profile, `the issuer refused to renew the token (${error.message})`);
  });
  await keep({ ...profile, session: fresh }, env, memory);
  return fresh;
}

/** A token that no file keeps is good for this command; the next one may have to sign in again. */
async function keep(
  { name, url, file, session }: NamedProfile & { session: Session },
  env: ProcessEnvironment | undefined,
  { unsaved, warn }: TokenMemory,
): Promise<void> {
  try {
    await saveProfile({ name, url, session }, env);
    unsaved.delete(file);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    if (!unsaved.has(file))
      warn(`The token was renewed, but is used for this command only: ${error.message}`);
    unsaved.set(file, session);
  }
}

function signedOut({ name }: NamedProfile, reason: string): CliError {
  return new CliError('unauthenticated', `The profile '${name}' has no token: ${reason}.`, {
    code: 'SignedOut',
    hints: [`Sign in again: 'idp auth login --profile ${name}'.`],
  });
}
