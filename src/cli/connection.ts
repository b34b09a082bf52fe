import { CliConfig } from '../config/client';
import { type ProcessEnvironment, readConfig } from '../config/read-config';
import { checkedUrl, trimmed } from '../client/address';
import type { Connection } from '../client/connection';
import { CliError } from '../client/errors';
import { alive, findLocalPlane } from './local-plane';
import { keptToken } from './auth/kept-token';
import { listProfiles, type NamedProfile, readProfile, requireProfile } from './profiles';

/** Where to look: the flags, the variables, and the folder to start in; with `now` it is known whether a kept token is still valid. */
export interface Whereabouts {
  url?: string | undefined;
  profile?: string | undefined;
  env?: ProcessEnvironment | undefined;
  cwd: string;
  now: () => number;
}

/** The profile that is used when none is named. */
export const defaultProfile = 'default';

/**
 * The control plane to speak to. The first of these that says one: `--url`, `--profile`, `IDP_URL`, `IDP_PROFILE`, the
 * local plane of this folder or one above, the profile `default`. A token goes to the address it belongs to only.
 */
export async function findConnection(where: Whereabouts): Promise<Connection> {
  const { url, profile, env } = where;
  const { IDP_URL, IDP_PROFILE } = readConfig(CliConfig, env);
  if (url !== undefined) return byAddress({ url, from: '--url' }, where);
  if (profile !== undefined) return byProfile(await requireProfile(profile, env), where);
  if (IDP_URL !== undefined) return byAddress({ url: IDP_URL, from: 'IDP_URL' }, where);
  if (IDP_PROFILE !== undefined) return byProfile(await requireProfile(IDP_PROFILE, env), where);
  return unnamed(where);
}

async function unnamed(where: Whereabouts): Promise<Connection> {
  const { env, cwd } = where;
  const plane = await findLocalPlane(cwd);
  if (plane) {
    const { url, token, file } = alive(plane);
    return { url, token: readConfig(CliConfig, env).IDP_TOKEN ?? token, from: file };
  }
  const kept = await readProfile(defaultProfile, env);
  if (kept) return byProfile(kept, where);
  throw new CliError('unavailable', 'No control plane found.', {
    code: 'NoControlPlane',
    hints: ["Start one with 'npm start', sign in with 'idp auth login --url', or set IDP_URL and IDP_TOKEN."],
  });
}

/** The token for a named address: the variable's, the local plane's if it runs there, or one that was kept for it. */
async function byAddress(named: { url: string; from: string }, where: Whereabouts): Promise<Connection> {
  const url = checkedUrl(named.url);
  const { IDP_TOKEN } = readConfig(CliConfig, where.env);
  if (IDP_TOKEN !== undefined) return { url, token: IDP_TOKEN, from: named.from };
  const plane = await findLocalPlane(where.cwd);
  if (plane?.url === url) return { url, token: alive(plane).token, from: plane.file };
  const kept = await profileFor(url, where);
  if (kept) return byProfile(kept, where);
  throw new CliError('unauthenticated', `There is no token for ${named.url}.`, {
    code: 'NoToken',
    hints: [`Sign in with 'idp auth login --url ${url}', or set IDP_TOKEN.`],
  });
}

/** The profile that is named, where it is of this address; else the first that is. */
async function profileFor(url: string, { profile, env }: Whereabouts): Promise<NamedProfile | undefined> {
  const named = profile ?? readConfig(CliConfig, env).IDP_PROFILE;
  const profiles = named === undefined ? await listProfiles(env) : [await requireProfile(named, env)];
  return profiles.find((one) => trimmed(one.url) === url && one.session !== null);
}

async function byProfile(profile: NamedProfile, where: Whereabouts): Promise<Connection> {
  const url = checkedUrl(profile.url);
  return { url, token: await keptToken(profile, where), from: `the profile ${profile.name}` };
}
