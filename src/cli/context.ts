import { type Api, createApi } from './api';
import { createSend } from './api-client';
import { type Connection, findConnection } from './connection';
import { createScreen, type Screen } from './print/screen';
import type { World } from './world';

/** What every command may use; the control plane is looked for when the first request is made. */
export interface Context {
  world: World;
  screen: Screen;
  api: Api;
  connect: () => Promise<Connection>;
}

/** Flags that every command has. */
export interface CommonOptions {
  url?: string;
  output?: 'table' | 'json';
  json?: true;
}

/** The context of one command, as its flags and the variables of the process ask for. */
export function openContext(options: CommonOptions, world: World): Context {
  const screen = createScreen({
    stdout: world.stdout,
    stderr: world.stderr,
    json: options.json === true || options.output === 'json',
    env: world.env,
  });
  const connect = once(() => findConnection({ url: options.url, env: world.env, cwd: world.cwd }));
  const onPause = (message: string) => screen.warn(`${message}.`);
  return { world, screen, connect, api: createApi(createSend({ connect, world, onPause })) };
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
