import { spawnSync } from 'node:child_process';
import { ownCall } from '../../../scripts/test/tool-calls';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { zipSync } from 'fflate';

/** Places on loopback that modules come from: archives, repositories of git, and a registry at `url`/v1/modules. */
export interface ModuleServer {
  url: string;
  /** Every path that was asked for, in order. */
  asked: string[];
  /** Offers an archive below the address, in place of one that was there. */
  archive(path: string, files: Record<string, string | Uint8Array>): void;
  /** Leads whoever asks for a path to another address, as a registry does. */
  redirect(path: string, address: string): void;
  /** Offers a repository with one commit on `main`, at `url`/<name>.git. */
  repository(
    name: string,
    files: Record<string, string>,
    links?: Record<string, string>,
    runnable?: readonly string[],
  ): Promise<void>;
  /** Releases a version of a module, such as `acme/queue/aws`. */
  release(module: string, version: string, files: Record<string, string | Uint8Array>): void;
  stop(): Promise<void>;
}

/** Opens a server of modules; whoever opened it stops it. */
export async function openModuleServer(): Promise<ModuleServer> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-module-server-'));
  const archives = new Map<string, Uint8Array>();
  const releases = new Map<string, string[]>();
  const redirects = new Map<string, string>();
  const asked: string[] = [];
  const server = createServer(({ url: path = '/' }, response) => {
    asked.push(path);
    serve(path, { archives, releases, redirects, folder }, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const archive: ModuleServer['archive'] = (path, files) => {
    const bytes = Object.entries(files).map(([name, body]) => [name, Buffer.from(body)] as const);
    archives.set(`/${path}`, zipSync(Object.fromEntries(bytes)));
  };
  return {
    url,
    asked,
    archive,
    redirect: (path, address) => void redirects.set(`/${path}`, address),
    repository: (name, files, links = {}, runnable = []) =>
      makeRepository(folder, name, { files, links, runnable }),
    release(module, version, files) {
      releases.set(module, (releases.get(module) ?? []).concat(version));
      archive(`archives/${module}/${version}.zip`, files);
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Offer {
  archives: Map<string, Uint8Array>;
  releases: Map<string, string[]>;
  redirects: Map<string, string>;
  folder: string;
}

function serve(address: string, offer: Offer, response: ServerResponse): void {
  const { archives, releases, redirects, folder } = offer;
  const path = address.replace(/\?.*/, '');
  const elsewhere = redirects.get(path);
  if (elsewhere !== undefined) return void response.writeHead(200, { 'x-terraform-get': elsewhere }).end();
  const archived = archives.get(path);
  if (archived) return void response.end(archived);
  const [, module = '', asked = ''] = /^\/v1\/modules\/(.+?\/.+?\/.+?)\/(.*)$/.exec(path) ?? [];
  if (asked === 'versions') return json(response, versionsOf(releases.get(module) ?? []));
  if (asked.endsWith('/download')) {
    const get = `/archives/${module}/${asked.replace('/download', '')}.zip`;
    return void response.writeHead(204, { 'x-terraform-get': get }).end();
  }
  serveFile(join(folder, path), response);
}

function versionsOf(versions: readonly string[]) {
  return { modules: [{ versions: versions.map((version) => ({ version })) }] };
}

function json(response: ServerResponse, body: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

function serveFile(file: string, response: ServerResponse): void {
  try {
    response.end(readFileSync(file));
  } catch {
    response.writeHead(404).end();
  }
}

interface Repository {
  files: Record<string, string>;
  links: Record<string, string>;
  runnable: readonly string[];
}

/** A repository that any web server can offer as it lies. */
async function makeRepository(
  folder: string,
  name: string,
  { files, links, runnable }: Repository,
): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'leasehold-repository-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(work, path)), { recursive: true });
    await writeFile(join(work, path), text, { mode: runnable.includes(path) ? 0o755 : 0o644 });
  }
  for (const [path, target] of Object.entries(links)) await symlink(target, join(work, path));
  git(work, 'init', ['--quiet', '--initial-branch=main']);
  git(work, 'add', ['--all']);
  git(work, 'commit', ['--quiet', '--message=as it is']);
  git(join(work, '.git'), 'update-server-info', []);
  await cp(join(work, '.git'), join(folder, `${name}.git`), { recursive: true });
  rmSync(work, { recursive: true, force: true });
}

function git(folder: string, command: string, args: string[]): void {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];
  const env = { ...process.env, [ownCall]: 'true' };
  const { status, stderr } = spawnSync('git', [...who, command, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(`git ${command}: ${stderr}`);
}
