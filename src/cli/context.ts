import { type Api, createApi } from '../client/api';
import { createSend } from '../client/api-client';
import type { Connect, Reachable } from '../client/connection';
import { proxyFor } from '../client/proxy';
import { createTokenMemory, type TokenMemory } from './auth/kept-token';
import { describeAttempt } from './print/attempt';
import { findConnection, type Located, locatePlane } from './connection';
import type { DocumentFormat } from './print/results';
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
  output?: 'table' | 'json' | 'yaml' | 'markdown';
  json?: true;
  /** The fields that were named behind `--json`. */
  fields?: readonly string[] | undefined;
  debug?: true;
  /** False where a command that pages was asked not to. */
  pager?: boolean;
  /** Every argument, the first one too. */
  words: readonly string[];
  /** The second argument, of a command that has one. */
  second?: string | undefined;
}

function documentOf({ output, json, fields }: CommonOptions): DocumentFormat | undefined {
  if (output === 'yaml') return { format: 'yaml', fields };
  return json === true || output === 'json' ? { format: 'json', fields } : undefined;
}

/** The context of one command, as its flags and the variables of the process ask for. */
export function openContext(options: CommonOptions, world: World): Context {
  const screen = createScreen({
    stdout: world.stdout,
    stderr: world.stderr,
    document: documentOf(options),
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
    createApi(
      createSend({
        connect: viaProxy(connect, env),
        world,
        onPause: (text) => warn(`${text}.`),
        ...(options.debug && { onAttempt: (tried) => warn(describeAttempt(tried)) }),
      }),
    );
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
