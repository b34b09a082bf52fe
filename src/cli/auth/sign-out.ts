import type { Context } from '../context';
import { CliError } from '../../client/errors';
import { requireProfile, saveProfile, type Session } from '../profiles';

/** Forgets the tokens of a profile, and asks the issuer to forget them too; the address stays for the next sign-in. */
export async function signOut({ world, screen }: Context, name: string): Promise<void> {
  const { url, session } = await requireProfile(name, world.env);
  await saveProfile({ name, url, session: null }, world.env);
  const unrevoked = session && (await revoke(session));
  if (unrevoked) screen.warn(`The refresh token may still be valid: ${unrevoked.message}`);
  screen.show({ profile: name, url, wasSignedIn: session !== null }, () => [
    session ? `Signed out of ${url} (profile '${name}').` : `The profile '${name}' was not signed in.`,
  ]);
}

/** What kept the issuer from forgetting the session, if anything did: here it is forgotten all the same. */
async function revoke(session: Session): Promise<CliError | undefined> {
  const { revokeSession } = await import('./oidc');
  try {
    await revokeSession(session);
    return undefined;
  } catch (error) {
    if (error instanceof CliError) return error;
    throw error;
  }
}
