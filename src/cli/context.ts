import { type Api, createApi } from '../client/api';
import { createSend } from '../client/api-client';
import type { Connect, Reachable } from '../client/connection';
import { proxyFor } from '../client/proxy';
import { createTokenMemory, type TokenMemory } from './auth/kept-token';
import { findConnection, type Located, locatePlane } from './connection';
import { createScreen, type Screen } from './print/screen';
import type { World } from './world';

/** What every command may use; the control plane is looked for when the first request is made. */
export interface Context {
  world: World;
  screen: Screen;
  api: Api;
  /** The control plane without a token, and how one is had. */
  locate: () => Promise<Located>;
  /** The tokens that this command has made new. */
  memory: TokenMemory;
  /** The API of one control plane, whatever the flags and variables say. */
  apiAt: (reachable: Reachable) => Api;
}

/** Flags that every command has. */
export interface CommonOptions {
  url?: string;
  profile?: string;
  output?: 'table' | 'json';
  json?: true;
  /** False where a command that pages was asked not to. */
  pager?: boolean;
  /** The second argument, of a command that has one. */
  second?: string | undefined;
}

/** The context of one command, as its flags and the variables of the process ask for. */
export function openContext(options: CommonOptions, world: World): Context {
  const screen = createScreen({
    stdout: world.stdout,
    stderr: world.stderr,
    json: options.json === true || options.output === 'json',
    env: world.env,
    pages: options.pager !== false,
    unread: world.unread,
  });
  const { url, profile } = options;
  const { env, cwd, now } = world;
  const warn = (message: string) => screen.warn(message);
  const memory = createTokenMemory(warn);
  const where = { url, profile, env, cwd, now, memory };
  const apiOf = (connect: Connect) =>
    createApi(createSend({ connect: viaProxy(connect, env), world, onPause: (text) => warn(`${text}.`) }));
  return {
    world,
    screen,
    memory,
    locate: () => locatePlane(where),
    api: apiOf((refused) => findConnection(where, refused)),
    apiAt: (known) => apiOf(() => Promise.resolve(known)),
  };
}

/** A proxy that the machine names and nobody could use is an error only where it would be taken. */
export function viaProxy(connect: Connect, env: World['env']): Connect {
  return async (refused) => {
    const found = await connect(refused);
    const via = proxyFor(found.url, env);
    return via === undefined ? found : { ...found, via };
  };
}
