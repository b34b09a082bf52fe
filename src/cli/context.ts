import { type Api, createApi } from '../client/api';
import { createSend, type Reachable } from '../client/api-client';
import type { Connection } from '../client/connection';
import { findConnection } from './connection';
import { createScreen, type Screen } from './print/screen';
import type { World } from './world';

/** What every command may use; the control plane is looked for when the first request is made. */
export interface Context {
  world: World;
  screen: Screen;
  api: Api;
  connect: () => Promise<Connection>;
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
  });
  const { url, profile } = options;
  const { env, cwd, now } = world;
  const connect = once(() => findConnection({ url, profile, env, cwd, now }));
  const onPause = (message: string) => screen.warn(`${message}.`);
  const apiOf = (find: () => Promise<Reachable>) => createApi(createSend({ connect: find, world, onPause }));
  return {
    world,
    screen,
    connect,
    api: apiOf(connect),
    apiAt: (known) => apiOf(() => Promise.resolve(known)),
  };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
