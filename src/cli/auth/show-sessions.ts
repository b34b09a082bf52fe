import type { Actor } from '../../client/typed/types';
import type { Context } from '../context';
import { CliError } from '../../client/errors';
import { exitCodes, success } from '../../client/exit-codes';
import { renderTable } from '../../client/text/table';
import { formatDuration } from '../../client/text/time';
import { type BrokenProfile, findProfiles, isSound, type NamedProfile, readProfile } from '../profiles';
import { keptToken } from './kept-token';

/** How one profile stands: who one is, or why nobody. */
interface Standing {
  profile: string;
  inUse: boolean;
  url: string | null;
  who: Pick<Actor, 'id' | 'roles' | 'teams'> | null;
  expiresAt: string | null;
  problem: string | null;
}

/** Shows every profile, who one is there and until when; exits with 3 unless the profile in use is signed in. */
export async function showSessions(context: Context, inUse: string): Promise<number> {
  const { world, screen } = context;
  const profiles = await findProfiles(world.env);
  const standings = await Promise.all(
    profiles.map(async (one) =>
      isSound(one) ? readStanding(context, one, inUse) : brokenStanding(one, inUse),
    ),
  );
  screen.show(standings, () =>
    standings.length > 0
      ? renderStandings(standings, { now: world.now(), columns: screen.paint.columns })
      : ["You are not signed in to any control plane: 'idp auth login --url <address>'."],
  );
  const used = standings.find((standing) => standing.inUse);
  return used?.who ? success : exitCodes.unauthenticated;
}

async function readStanding(context: Context, profile: NamedProfile, inUse: string): Promise<Standing> {
  const { name, url, file } = profile;
  const standing = { profile: name, inUse: name === inUse, url };
  try {
    const { env, now } = context.world;
    const token = await keptToken(profile, { env, now, memory: context.memory });
    const { id, roles, teams } = await context.apiAt({ url, token, from: file }).getMe();
    return { ...standing, who: { id, roles, teams }, expiresAt: await endOf(context, name), problem: null };
  } catch (error) {
    if (!(error instanceof CliError) || error.kind === 'interrupted') throw error;
    return { ...standing, who: null, expiresAt: null, problem: error.message };
  }
}

function brokenStanding({ name, problem }: BrokenProfile, inUse: string): Standing {
  const nobody = { url: null, who: null, expiresAt: null };
  return { profile: name, inUse: name === inUse, ...nobody, problem: problem.message };
}

/** Looked up last, as the token may just have been made new. */
async function endOf({ world }: Context, name: string): Promise<string | null> {
  const session = (await readProfile(name, world.env))?.session;
  return session ? new Date(session.expiresAt).toISOString() : null;
}

function renderStandings(
  standings: Standing[],
  { now, columns }: { now: number; columns: number },
): string[] {
  const rows = standings.map(({ profile, inUse, url, who, expiresAt, problem }) => [
    inUse ? '*' : '',
    profile,
    url ?? '',
    who ? `${who.id} (${who.roles.join(', ')})` : (problem ?? ''),
    expiresAt === null ? '' : `in ${formatDuration(Date.parse(expiresAt) - now)}`,
  ]);
  return renderTable(['', 'PROFILE', 'CONTROL PLANE', 'WHO', 'TOKEN ENDS'], rows, columns);
}
