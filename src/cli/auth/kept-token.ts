import type { ProcessEnvironment } from '../../config/read-config';
import { CliError } from '../../client/errors';
import { type NamedProfile, readProfile, saveProfile, type Session } from '../profiles';

/** A token that ends sooner might end on its way. */
const marginMs = 60_000;

/** The token of a profile, made new when it is about to end; throws when somebody must sign in again. */
export async function keptToken(
  profile: NamedProfile,
  { env, now }: { env?: ProcessEnvironment | undefined; now: () => number },
): Promise<string> {
  const { session } = profile;
  if (!session) throw signedOut(profile, 'nobody is signed in');
  if (session.expiresAt - now() > marginMs) return session.idToken;
  if (session.refreshToken === null) throw signedOut(profile, 'the token has expired');
  const fresh = await renew(profile, session, env);
  return fresh.idToken;
}

async function renew(
  profile: NamedProfile,
  session: Session,
  env: ProcessEnvironment | undefined,
): Promise<Session> {
  // The library is loaded only when it is needed: most commands find a token that is still valid.
  const { refreshSession } = await import('./oidc');
  const fresh = await refreshSession(session).catch(async (error: unknown) => {
    const other = (await readProfile(profile.name, env))?.session;
    // Another idp was quicker, and its issuer lets each refresh token be used once.
    if (other && other.idToken !== session.idToken) return other;
    if (!(error instanceof CliError) || error.kind !== 'unauthenticated') throw error;
    throw signedOut(profile, `the issuer signs nobody in any more (${error.message})`);
  });
  await saveProfile({ name: profile.name, url: profile.url, session: fresh }, env);
  return fresh;
}

function signedOut({ name }: NamedProfile, reason: string): CliError {
  return new CliError('unauthenticated', `The profile '${name}' has no token: ${reason}.`, {
    code: 'SignedOut',
    hints: [`Sign in again: 'idp auth login --profile ${name}'.`],
  });
}
