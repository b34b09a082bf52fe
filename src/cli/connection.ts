import { CliConfig } from '../config/client';
import { type ProcessEnvironment, readConfig } from '../config/read-config';
import { checkedUrl, isSameAddress } from '../client/address';
import type { Connection } from '../client/connection';
import { CliError } from '../client/errors';
import { checkedToken } from '../client/token';
import { alive, findLocalPlane, tokenOf } from './local-plane';
import { keptToken, type TokenMemory } from './auth/kept-token';
import { findProfiles, isSound, type NamedProfile, readProfile, requireProfile } from './profiles';

/** Where to look: the flags, the variables, and the folder to start in; with `now` it is known whether a kept token is still valid. */
export interface Whereabouts {
  url?: string | undefined;
  profile?: string | undefined;
  env?: ProcessEnvironment | undefined;
  cwd: string;
  now: () => number;
  memory?: TokenMemory;
  /** False where a token that is about to end is not made new. */
  renews?: boolean;
}

/** A control plane, where its address is from, and how a token for it is had: another one than `refused`, if there is one. */
export interface Located {
  url: string;
  from: string;
  token: (refused?: string) => Promise<string>;
}

/** The profile that is used when none is named. */
export const defaultProfile = 'default';

/** The control plane to speak to with a token for it; another one than `refused`, where there is one to be had. */
export async function findConnection(where: Whereabouts, refused?: string): Promise<Connection> {
  const { url, from, token } = await locatePlane(where);
  return { url, token: await token(refused), from };
}

/**
 * The control plane to speak to. The first of these that says one: `--url`, `--profile`, `IDP_URL`, `IDP_PROFILE`, the
 * local plane of this folder or one above, the profile `default`. A token goes to the address it belongs to only.
 */
export async function locatePlane(where: Whereabouts): Promise<Located> {
  const { url, profile, env } = where;
  const { IDP_URL, IDP_PROFILE } = readConfig(CliConfig, env);
  if (url !== undefined) return byAddress({ url, from: '--url' }, where);
  if (profile !== undefined) return byProfile(await requireProfile(profile, env), where);
  if (IDP_URL !== undefined) return byAddress({ url: IDP_URL, from: 'IDP_URL' }, where);
  if (IDP_PROFILE !== undefined) return byProfile(await requireProfile(IDP_PROFILE, env), where);
  return unnamed(where);
}

async function unnamed(where: Whereabouts): Promise<Located> {
  const { env, cwd } = where;
  const plane = await findLocalPlane(cwd);
  if (plane) {
    const { url, file } = alive(plane);
    return { url, from: file, token: async () => namedToken(env) ?? tokenOf(plane, env) };
  }
  const kept = await readProfile(defaultProfile, env);
  if (kept) return byProfile(kept, where);
  throw new CliError('unavailable', 'No control plane found.', {
    code: 'NoControlPlane',
    hints: ["Start one with 'npm start', sign in with 'idp auth login --url', or set IDP_URL and IDP_TOKEN."],
  });
}

/** The token for a named address: the variable's, the local plane's if it runs there, or one that was kept for it. */
async function byAddress(named: { url: string; from: string }, where: Whereabouts): Promise<Located> {
  const { from } = named;
  const url = checkedUrl(named.url);
  if (readConfig(CliConfig, where.env).IDP_TOKEN !== undefined)
    return { url, from, token: async () => namedToken(where.env) ?? '' };
  const plane = await findLocalPlane(where.cwd);
  if (plane && isSameAddress(plane.url, url)) {
    // Whatever name of this machine was typed, the token goes to where the plane listens.
    const found = alive(plane);
    return { url: plane.url, from: plane.file, token: () => tokenOf(found, where.env) };
  }
  const kept = await profileFor(url, where);
  if (kept) return byProfile(kept, where);
  return { url, from, token: () => Promise.reject(noToken(named.url, url)) };
}

function namedToken(env: ProcessEnvironment | undefined): string | undefined {
  const { IDP_TOKEN } = readConfig(CliConfig, env);
  return IDP_TOKEN === undefined ? undefined : checkedToken(IDP_TOKEN, 'IDP_TOKEN');
}

function noToken(typed: string, url: string): CliError {
  return new CliError('unauthenticated', `There is no token for ${typed}.`, {
    code: 'NoToken',
    hints: [`Sign in with 'idp auth login --url ${url}', or set IDP_TOKEN.`],
  });
}

/** The profile that is named, where it is of this address; else the first that is. One that is broken is of none. */
async function profileFor(url: string, { profile, env }: Whereabouts): Promise<NamedProfile | undefined> {
  const named = profile ?? readConfig(CliConfig, env).IDP_PROFILE;
  const profiles =
    named === undefined ? (await findProfiles(env)).filter(isSound) : [await requireProfile(named, env)];
  return profiles.find((one) => isSameAddress(one.url, url) && one.session !== null);
}

function byProfile(profile: NamedProfile, where: Whereabouts): Located {
  const url = checkedUrl(profile.url);
  const from = `the profile ${profile.name}`;
  return { url, from, token: (refused) => keptToken(profile, where, refused) };
}
