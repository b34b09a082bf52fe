import { type Api, createApi } from '../../client/api';
import { createSend } from '../../client/api-client';
import type { Patience } from '../../client/retry';
import { CliConfig } from '../../config/client';
import { readConfig } from '../../config/read-config';
import { locatePlane } from '../connection';
import { viaProxy } from '../context';
import type { World } from '../world';
import type { Candidate } from './candidate';
import { cacheFor, keepNames, keptNames } from './name-cache';

/** Who presses the key waits no longer, in milliseconds. */
const longestMs = 1_000;

const once: Patience = { attempts: 1, answerMs: longestMs, totalMs: longestMs, pauseMs: 0 };

/** Names to ask a control plane for: `of` says which, and `where` what was typed of where it is. */
export interface Wanted {
  of: string;
  where: { url?: string | undefined; profile?: string | undefined };
  read: (api: Api) => Promise<Candidate[]>;
}

/** Names that the control plane knows, from a moment ago or from now; none where it does not say them in time, for whatever reason. */
export async function liveNames(wanted: Wanted, world: World): Promise<Candidate[]> {
  const late = AbortSignal.timeout(longestMs);
  const silent = new Promise<Candidate[]>((resolve) =>
    late.addEventListener('abort', () => resolve([]), { once: true }),
  );
  const interrupted = AbortSignal.any([world.interrupted, late]);
  return Promise.race([silent, readNames(wanted, { ...world, interrupted }).catch(() => [])]);
}

async function readNames({ of, where, read }: Wanted, world: World): Promise<Candidate[]> {
  const { env, cwd, now } = world;
  // Nobody waits for a renewal, and a refresh token whose answer is lost is lost with it.
  const plane = await locatePlane({ ...where, env, cwd, now, renews: false });
  const { IDP_TOKEN = '', IDP_AS = '' } = readConfig(CliConfig, env);
  const cache = { file: cacheFor([plane.url, plane.from, IDP_TOKEN, IDP_AS], env), now };
  const kept = await keptNames(cache, of);
  if (kept) return kept;
  const connect = viaProxy(async () => ({ ...plane, token: await plane.token() }), env);
  const { useProxy } = await import('../../client/proxy');
  await useProxy(env);
  const names = await read(
    createApi(createSend({ connect, world, onPause: () => undefined, patience: once })),
  );
  await keepNames(cache, of, names);
  return names;
}
