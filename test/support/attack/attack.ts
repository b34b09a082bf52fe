import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CodeBuildClient, ListBuildsForProjectCommand } from '@aws-sdk/client-codebuild';
import { buckets, credentials, nameHere, region, table } from '../../../src/local/hub';
import type { Plane } from '../../../src/local/start-plane';
import { descendantsOf } from '../plane/descendants';
import { readObjects, readRegistry } from '../plane/plane-stores';
import { listeningHere } from './listening-ports';

/** What an attack got of a plane: the four things that would let it run code or be somebody. */
export interface Gains {
  bundle: boolean;
  record: boolean;
  build: boolean;
  signIn: boolean;
}

/** Whose attack: the headers that it can send, and, where it is no page in a browser, the user of the machine that it is. */
export interface Attacker {
  headers: Record<string, string>;
  uid?: number;
}

/** What an attack got, how many requests were taken at all, and everything that it could read. */
export interface Attack {
  gains: Gains;
  reached: number;
  read: string;
}

const project = nameHere('provision');

/** Tries everything on every port and socket of a plane, as somebody else; what was gained is seen by the plane's owner. */
export async function attack(plane: Plane, { headers, uid }: Attacker): Promise<Attack> {
  const { ports, sockets: opened } = listeningHere();
  // A browser opens no Unix socket.
  const sockets = uid === undefined ? [] : opened;
  const pids = [process.pid, ...descendantsOf(process.pid).map(({ pid }) => pid)];
  const mark = randomUUID();
  const files = [plane.codeFile, dirname(plane.codeFile)];
  const told = { ports, sockets, pids, files, catalog: buckets.catalog, table, project, mark, headers };
  const before = await countBuilds(plane);
  const got = await runAttacker(told, uid);
  const objects = await readObjects(plane);
  const items = await readRegistry(plane);
  const gains = {
    bundle: objects.some(({ key }) => key.endsWith(`bundles/${mark}`)),
    record: items.some(({ pk }) => pk === mark),
    build: (await countBuilds(plane)) > before,
    signIn: got.signedIn,
  };
  return { gains, reached: got.reached, read: got.read };
}

async function runAttacker(told: object, uid: number | undefined) {
  const as = uid === undefined ? {} : { uid, gid: uid };
  const node = spawn(process.execPath, ['--input-type=module', '-', JSON.stringify(told)], {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'pipe', 'inherit'],
    ...as,
  });
  node.stdin.end(readFileSync(join(__dirname, 'attacker.js')));
  const chunks: Buffer[] = [];
  node.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(node, 'close');
  return JSON.parse(Buffer.concat(chunks).toString()) as { signedIn: boolean; reached: number; read: string };
}

async function countBuilds({ buildsUrl }: Plane): Promise<number> {
  const client = new CodeBuildClient({ endpoint: buildsUrl, region, credentials });
  const { ids = [] } = await client.send(new ListBuildsForProjectCommand({ projectName: project }));
  client.destroy();
  return ids.length;
}
