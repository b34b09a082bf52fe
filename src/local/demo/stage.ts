import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentView } from '../../domain/environment/view';
import { PromiseBroken } from './promises';
import { runIdp } from './run-idp';

/** What the acts play on: one plane, one token, and the terminal that the audience sees. */
export interface StageOptions {
  url: string;
  targetUrl: string;
  token: string;
  /** The CLI's bundle and the variables it is started with. */
  cli: { file: string; env: Readonly<Record<string, string>> };
  write: (text: string) => void;
  /** Aborted when the audience wants to leave. */
  signal: AbortSignal;
}

/** Plays commands and looks behind the scenes, in one place for all acts. */
export class Stage {
  constructor(private readonly options: StageOptions) {}

  get targetUrl(): string {
    return this.options.targetUrl;
  }

  say(line: string): void {
    this.options.write(`${line}\n`);
  }

  /** Types an `idp` command, shows what it says as it says it, and returns that; throws PromiseBroken unless it succeeds. */
  async idp(...args: string[]): Promise<string> {
    const { url, token, cli, write, signal } = this.options;
    write(`$ idp ${args.join(' ')}\n`);
    const env = { ...cli.env, IDP_URL: url, IDP_TOKEN: token };
    const { code, said } = await runIdp([cli.file, ...args], { env, write, signal });
    signal.throwIfAborted();
    if (code !== 0) throw new PromiseBroken(`'idp ${args.join(' ')}' to succeed`, `exit code ${code}`);
    return said;
  }

  /** What the API returns for a GET; throws PromiseBroken when that is no success. */
  async get<Body>(path: string): Promise<Body> {
    const { url, token, signal } = this.options;
    const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` }, signal });
    const body: unknown = await response.json();
    if (!response.ok) throw new PromiseBroken(`GET ${path} to succeed`, body);
    return body as Body;
  }

  environment(name: string): Promise<EnvironmentView> {
    return this.get(`/environments/${name}`);
  }

  /** Looks at an environment every half second until it is as `wanted`; throws PromiseBroken after `seconds`. */
  async until(
    name: string,
    wanted: (view: EnvironmentView) => boolean,
    seconds: number,
  ): Promise<EnvironmentView> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const view = await this.environment(name);
      if (wanted(view)) return view;
      if (Date.now() > deadline) throw new PromiseBroken(`${name} to exist within ${seconds} s`, view);
      await sleep(500, undefined, { signal: this.options.signal });
    }
  }
}
