import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlaneApi } from '../plane/plane-api';
import { buildBundles } from '../plane/plane';

const checkout = process.cwd();
const program = join(checkout, 'test/support/local/kept-plane-program.ts');
const longestStartMs = 240_000;

/** What `npm start` writes for the CLI, and for the next start. */
interface Written {
  connection: { url: string; token: string; pid: number; aws: Keys & { endpoint: string } };
  record: { emulators: Record<'hub' | 'target', { process: { pid: number } }>; folder: string };
}

interface Keys {
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** A folder in which `npm start` runs again and again, as in a checkout, with two of its templates. */
export class StartedPlane {
  readonly root = mkdtempSync(join(tmpdir(), 'started-'));
  /** All that its starts printed. */
  printed = '';
  private child: ChildProcess | undefined;

  /** Lays the folder out, from bundles of the present source. */
  static async make(templates: readonly string[]): Promise<StartedPlane> {
    await buildBundles();
    const plane = new StartedPlane();
    const copy = (path: string) =>
      cpSync(join(checkout, path), join(plane.root, path), { recursive: true, dereference: true });
    ['terraform/modules', 'terraform/buildspec.yml', 'statemachines', ...templates].forEach((path) =>
      copy(path),
    );
    for (const name of ['dist', 'src', 'lambdas', 'package-lock.json'])
      symlinkSync(join(checkout, name), join(plane.root, name));
    mkdirSync(join(plane.root, '.leasehold'), { mode: 0o700 });
    const proofs = join('.leasehold', 'proofs');
    if (existsSync(join(checkout, proofs))) copy(proofs);
    return plane;
  }

  /** Starts the plane and waits until it says that it is ready; returns what it printed. */
  async start(...args: string[]): Promise<string> {
    const from = this.printed.length;
    const child = spawn(process.execPath, ['--import', 'tsx', program, this.root, ...args], {
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (this.printed += text));
    const until = Date.now() + longestStartMs;
    while (!this.printed.slice(from).includes('ready    ')) {
      if (child.exitCode !== null || Date.now() > until)
        throw new Error(`The plane did not start: ${this.printed.slice(from)}`);
      await sleep(20);
    }
    return this.printed.slice(from);
  }

  /** What the running plane wrote. */
  written(): Written {
    const read = (...path: string[]): unknown =>
      JSON.parse(readFileSync(join(this.root, '.leasehold', ...path), 'utf8'));
    return { connection: read('local.json'), record: read('plane', 'plane.json') } as Written;
  }

  api(): PlaneApi {
    const { url, token } = this.written().connection;
    return new PlaneApi(url, token);
  }

  /** Waits until the plane printed this. */
  async says(text: string | RegExp, withinMs: number): Promise<void> {
    const until = Date.now() + withinMs;
    while (!(typeof text === 'string' ? this.printed.includes(text) : text.test(this.printed))) {
      if (Date.now() > until) throw new Error(`It does not say ${text}: ${this.printed.slice(-3000)}`);
      await sleep(50);
    }
  }

  /** Kills the plane's process alone, and waits until it is gone. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Stops it as Ctrl-C does. */
  stop(): Promise<void> {
    return this.end('SIGINT');
  }

  private async end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  /** Stops what runs, and removes the folder. */
  async close(): Promise<void> {
    await this.stop();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}
