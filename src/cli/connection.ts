import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CliConfig, type ProcessEnvironment, readConfig } from '../config';
import { CliError, usage } from './errors';

/** A control plane and the token to speak to it; `from` says where they were found. */
export interface Connection {
  url: string;
  token: string;
  from: string;
}

/** Where to look: the flag, the variables, and the folder to start in. */
export interface Whereabouts {
  url?: string | undefined;
  env?: ProcessEnvironment | undefined;
  cwd: string;
}

interface LocalPlane {
  url: string;
  token: string;
  pid: number;
  file: string;
}

const fileName = join('.leasehold', 'local.json');
const localHosts = ['127.0.0.1', 'localhost', '[::1]'];

/** The control plane that flag or variables name, else the local one whose file lies in this folder or one above. */
export async function findConnection({ url, env, cwd }: Whereabouts): Promise<Connection> {
  const config = readConfig(CliConfig, env);
  const named = url ?? config.IDP_URL;
  if (named !== undefined && config.IDP_TOKEN !== undefined)
    return { url: checkedUrl(named), token: config.IDP_TOKEN, from: url ? '--url' : 'IDP_URL' };
  const plane = await findLocalPlane(cwd);
  if (named !== undefined && plane?.url !== trimmed(named))
    throw new CliError('unauthenticated', `There is no token for ${named}.`, {
      code: 'NoToken',
      hints: ['Set IDP_TOKEN to a token of your identity provider.'],
    });
  if (!plane) throw nothingFound();
  if (!isAlive(plane.pid)) throw gone(plane);
  return { url: plane.url, token: config.IDP_TOKEN ?? plane.token, from: plane.file };
}

/** A token goes over an encrypted connection or stays on this machine. */
export function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && localHosts.includes(url.hostname)))
    return trimmed(text);
  throw usage(
    `'${text}' is no address of a control plane; it must begin with https:// (http:// only for this machine).`,
  );
}

async function findLocalPlane(folder: string): Promise<LocalPlane | null> {
  const file = join(folder, fileName);
  const text = await readFile(file, 'utf8').catch(unlessAbsent);
  if (text !== null) return parseLocalPlane(file, text);
  const above = dirname(folder);
  return above === folder ? null : findLocalPlane(above);
}

async function parseLocalPlane(file: string, text: string): Promise<LocalPlane> {
  const { url, token, pid } = parsed(text) ?? {};
  if (typeof url !== 'string' || typeof token !== 'string' || typeof pid !== 'number')
    throw usage(`${file} is not as 'npm start' writes it; remove it and start again.`);
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  const { uid } = await stat(file);
  if (!localHosts.includes(host) || uid !== (process.getuid?.() ?? uid))
    throw usage(
      `${file} is not yours, or names a control plane that is not on this machine; it is not used.`,
    );
  return { url: trimmed(url), token, pid, file };
}

function parsed(text: string): Partial<Record<'url' | 'token' | 'pid', unknown>> | null {
  try {
    return JSON.parse(text) as object | null;
  } catch {
    return null;
  }
}

function unlessAbsent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw usage(`The file of the local plane cannot be read: ${error.message}.`);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, '');
}

function nothingFound(): CliError {
  return new CliError('unavailable', 'No control plane found.', {
    code: 'NoControlPlane',
    hints: ["Start one with 'npm start', or set IDP_URL and IDP_TOKEN."],
  });
}

function gone({ file, pid }: LocalPlane): CliError {
  return new CliError('unavailable', `The control plane of ${file} (pid ${pid}) is not running any more.`, {
    code: 'ControlPlaneGone',
    hints: ["Start one with 'npm start', or set IDP_URL and IDP_TOKEN."],
  });
}
