import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { openUpstream } from '../emulators/front/upstream';
import { type GroupCommand, type ProcessGroup, startProcessGroup } from '../tools/processes/process-group';
import type { Answer, Call } from '../emulators/front/call';
import type { FoundEmulator } from '../tools/find-emulator';
import { untilItAnswers } from './until-it-answers';

/** A running AWS emulator: its address (`http://…` or `unix://…`) and the account it plays. */
export interface Emulator {
  url: string;
  accountId: string;
  /** Resolves with how a program that we started ended, asked or not; never for one that others started. */
  ended: Promise<string>;
  /** Stops it if we started it; an adopted one is left alone. */
  close: () => Promise<void>;
}

/** With which environment to start a program, where its lines go, and the socket to listen on, if not a port. */
export interface EmulatorOptions {
  env: Readonly<Record<string, string | undefined>>;
  socket?: string;
  /** The account that it plays; its own unless one is given. */
  account?: string;
  onOutput: (text: string) => void;
  /** A line for the person at the terminal, where one waits. */
  notice?: (line: string) => void;
}

/** The folder of `sitecustomize.py`. */
const corrections = fileURLToPath(new URL('../emulators/moto', import.meta.url));
/** Of what it prints while it starts. */
const mostKept = 4_000;
const mostShown = 500;
const lastOutputMs = 1_000;
const answerTimeoutMs = 5_000;

/** Starts the emulator that was found, or adopts a running one; throws unless it responds as an emulator. */
export function openEmulator(found: FoundEmulator, options: EmulatorOptions): Promise<Emulator> {
  return found.kind === 'url' ? adoptEmulator(found.path) : startEmulator(found, options);
}

async function adoptEmulator(address: string): Promise<Emulator> {
  const url = address.replace(/\/+$/, '');
  const accountId = await askAccount(url);
  return { url, accountId, ended: new Promise(() => undefined), close: () => Promise.resolve() };
}

/** An emulator to start. */
export type Program = Extract<FoundEmulator, { kind: 'program' }>;

async function startEmulator({ path, args }: Program, options: EmulatorOptions): Promise<Emulator> {
  const { env, onOutput, socket, account, notice = () => undefined } = options;
  const group = await startProcessGroup(commandOf({ path, args }, env, { socket, account }));
  const ended = endOf(group);
  let said = '';
  group.output.setEncoding('utf8').on('data', (text: string) => {
    onOutput(text);
    said = `${said}${text}`.slice(-mostKept);
  });
  try {
    const answer = await untilItAnswers({
      what: 'The AWS emulator',
      ask: () => askAtItsAddress(said),
      ended,
      lastWords: () => said.trim().slice(-mostShown),
      notice,
    });
    return { ...answer, ended, close: group.kill };
  } catch (error) {
    await group.kill();
    throw error;
  }
}

function howEnded(code: number | null): string {
  return code === null ? 'it was killed' : `exit code ${code}`;
}

/** Each request has a thread of its own, and glibc would keep what each freed for it: one arena, and what is free at its end goes back. */
const givesMemoryBack = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' };

/** How the emulator is run, on a socket or a port of its own choice. */
export function commandOf(
  { path, args }: Pick<Program, 'path' | 'args'>,
  env: EmulatorOptions['env'],
  { socket, account }: { socket?: string | undefined; account?: string | undefined } = {},
): GroupCommand {
  return {
    path,
    args: [...args, '-H', socket === undefined ? '127.0.0.1' : `unix://${socket}`, '-p', '0'],
    env: {
      ...programEnvironment(env),
      PYTHONUNBUFFERED: '1',
      ...givesMemoryBack,
      // Without it, moto knows no policy of AWS's own, such as ReadOnlyAccess.
      MOTO_IAM_LOAD_MANAGED_POLICIES: 'true',
      ...(account !== undefined && { MOTO_ACCOUNT_ID: account }),
      ...correctionsFor(env),
    },
    cwd: tmpdir(),
  };
}

/** Python runs what is corrected of moto before moto, and writes nothing beside it. */
function correctionsFor({ PYTHONPATH }: EmulatorOptions['env']): Record<string, string> {
  const path = [corrections, PYTHONPATH].filter(Boolean).join(delimiter);
  return { PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1' };
}

/** Only what a Python program needs to find itself: no AWS variable of the machine may steer the emulator. */
function programEnvironment(env: EmulatorOptions['env']): Record<string, string | undefined> {
  const names = [
    'PATH',
    'HOME',
    'LANG',
    'TMPDIR',
    'PYENV_ROOT',
    'PYENV_VERSION',
    'PYTHONPATH',
    'VIRTUAL_ENV',
  ];
  return Object.fromEntries(names.map((name) => [name, env[name]]));
}

/** The emulator chooses its port itself and says it, so no other program can be taken for it. */
async function askAtItsAddress(said: string): Promise<{ url: string; accountId: string } | undefined> {
  const url = /Running on (http:\/\/127\.0\.0\.1:\d+|unix:\/\/\S+)\s/.exec(said)?.[1];
  const answer = url === undefined ? undefined : await askEmulator(url);
  return url !== undefined && answer ? { url, ...answer } : undefined;
}

/** How it ended, once what it printed is read. */
async function endOf({ exited, output }: ProcessGroup): Promise<string> {
  const closed = once(output, 'close');
  const code = await exited;
  await Promise.race([closed, sleep(lastOutputMs, undefined, { ref: false })]);
  return howEnded(code);
}

/** Whether an emulator answers at an address, and the account that it plays. */
export function askEmulator(url: string): Promise<{ accountId: string } | undefined> {
  return askAccount(url).then(
    (accountId) => ({ accountId }),
    () => undefined,
  );
}

/** Asks for the account in the way every AWS emulator understands; a real AWS endpoint refuses these credentials. */
async function askAccount(url: string): Promise<string> {
  const credential = 'Credential=testing/20000101/us-east-1/sts/aws4_request';
  const authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host;x-amz-date, Signature=none`;
  const body = Buffer.from('Action=GetCallerIdentity&Version=2011-06-15');
  const headers = {
    host: 'emulator',
    authorization,
    'x-amz-date': '20000101T000000Z',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
  };
  const answer = await withinTime(url, { method: 'POST', path: '/', headers, body });
  const accountId = /<Account>(\d{12})<\/Account>/.exec(answer.body.toString('utf8'))?.[1];
  if (!accountId) throw new Error(`the server at ${url} is not an AWS emulator (HTTP ${answer.status})`);
  return accountId;
}

/** What the emulator returns; throws when it is not there or says nothing for a while. */
async function withinTime(url: string, call: Call): Promise<Answer> {
  const upstream = openUpstream(url);
  const timer = setTimeout(upstream.close, answerTimeoutMs);
  try {
    return await upstream.forward(call);
  } catch (cause) {
    throw new Error(`no AWS emulator responds at ${url}`, { cause });
  } finally {
    clearTimeout(timer);
    upstream.close();
  }
}
