import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { allSettled } from '../../domain/base/all-settled';
import type { Engine } from '../../domain/template/engine';
import { classifyDiagnostics } from './classify-failure';
import { parseExact } from '../../domain/base/exact-json';
import type { Redaction } from '../../domain/base/redaction';
import type { Failure } from '../../domain/environment/outcome';
import { RunFailure, runFailure } from '../../domain/environment/run-failure';
import {
  parseMessage,
  readableLine,
  type Diagnostic,
  type TerraformMessage,
  Validation,
} from '../../domain/terraform/message';
import { parsePlan, type PlanJson } from '../../domain/terraform/plan-json';
import { ProvisionerWords } from './provisioner-words';
import type { LineReader } from './read-lines';
import { runProcess, type ProcessEnd } from './terraform-process';

/** What one working directory's Terraform runs with. */
export interface TerraformOptions {
  executable: string;
  /** The root module's folder; state and plan lie in it. */
  folder: string;
  env: Record<string, string>;
  /** Whom it runs as, by number; this process's own user unless it is given. */
  user?: number | undefined;
  /** The engine that it must be; any where none is given. */
  engine?: Engine | undefined;
  /** A descriptor that Terraform and whatever it starts keep open, such as that of a lock. */
  keepOpen?: number | undefined;
  signal: AbortSignal;
  redaction: Redaction;
  log: (line: string) => void;
  /** Resolves once the log takes more; a program that prints much waits for it. */
  logReady?: (() => Promise<void>) | undefined;
}

/** The local backend's file, relative to the root module, so that a saved plan fits any directory. */
export const stateFile = 'terraform.tfstate';
const planFile = 'leasehold.tfplan';
const killed =
  "it was killed, possibly because the machine ran out of memory. Completed resources are in the state; unfinished ones will be searched for. 'idp retry' continues from there, 'idp destroy' removes everything.";
/** What is planned: the wanted change, or that everything goes, whatever became of it meanwhile or not even looked at. */
export type PlanMode = 'change' | 'destroy' | 'destroy-unrefreshed';
const planOptions: Record<PlanMode, string[]> = {
  change: [],
  destroy: ['-destroy'],
  'destroy-unrefreshed': ['-destroy', '-refresh=false'],
};
/** What is read for the log, and never what is read for its result: a message of Terraform's has a few hundred characters. */
const longestSaid = 16_000_000;
const initAttempts = 3;
const initPauseMs = 3_000;

/** A command of Terraform that failed, with all that it said. */
export class CommandFailure extends RunFailure {
  /** It may hold secrets, so nothing that prints or stores a failure sees it. */
  readonly #errors: readonly Diagnostic[];

  constructor(failure: Failure, errors: readonly Diagnostic[]) {
    super(failure);
    this.#errors = errors;
  }

  /** The errors as Terraform wrote them, secrets included. */
  errors(): readonly Diagnostic[] {
    return this.#errors;
  }
}

function jsonIn(lines: readonly string[]): unknown {
  try {
    return JSON.parse(lines.join('\n'));
  } catch {
    return undefined;
  }
}

/** Terraform in one working directory; a command that fails throws a RunFailure that says why and where. */
export class Terraform {
  constructor(readonly options: TerraformOptions) {}

  get planPath(): string {
    return join(this.options.folder, planFile);
  }

  get statePath(): string {
    return join(this.options.folder, stateFile);
  }

  /**
   * Installs the providers of the bundle's lock file, and no others; a source that does not respond is tried again. Refuses
   * another engine than the one that is wanted: their states drift apart.
   */
  async init(): Promise<void> {
    // Which engine it is shows beside the install, which touches no state.
    await allSettled([this.requireEngine(), this.install()]);
  }

  private async requireEngine(): Promise<void> {
    if (!this.options.engine) return;
    const { name, version } = this.options.engine;
    const [found = ''] = (await this.capture(['version'])).split('\n');
    const expected = name === 'tofu' ? 'OpenTofu' : 'Terraform';
    if (found.startsWith(`${expected} v`)) return;
    throw runFailure(
      'configuration',
      `The template requires ${expected} ${version}, but this build has ${found}.`,
    );
  }

  private async install(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.initOnce();
      } catch (error) {
        const passing = error instanceof RunFailure && error.failure.class === 'unreachable';
        if (!passing || attempt === initAttempts) throw error;
        this.say(`${error.message}\nTrying again.`);
        await sleep(initPauseMs, undefined, { signal: this.options.signal });
      }
    }
  }

  /** Why the bundle cannot be initialised as it is, with its lock file unchanged; none where it can. */
  async initErrors(): Promise<Diagnostic[]> {
    const args = ['init', '-input=false', '-json', '-lockfile=readonly', '-backend=false'];
    const { end, diagnostics } = await this.stream(args);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    this.throwUnless(end.code === 0 || errors.length > 0, 'init', { end, diagnostics });
    return errors;
  }

  /** The errors that Terraform finds in the configuration by itself, without state, values or credentials. */
  async validationErrors(): Promise<Diagnostic[]> {
    const lines: string[] = [];
    const onLine = (line: string) => void lines.push(line);
    const end = await this.run(['validate', '-json', '-no-color'], { onLine });
    const read = Validation.safeParse(jsonIn(lines));
    this.throwUnless(read.success, 'validate', { end, diagnostics: [] });
    return read.data?.diagnostics.filter(({ severity }) => severity === 'error') ?? [];
  }

  /** Makes and saves a plan; whether it changes anything. */
  async plan(mode: PlanMode): Promise<boolean> {
    const args = ['plan', '-input=false', '-json', '-detailed-exitcode', `-out=${planFile}`];
    const { end, diagnostics } = await this.stream([...args, ...planOptions[mode]]);
    this.throwUnless(end.code === 0 || end.code === 2, 'plan', { end, diagnostics });
    return end.code === 2;
  }

  /** The saved plan, secrets included: never to be printed or stored as it is. CorruptRecord when it has another shape. */
  showPlan(): Promise<PlanJson> {
    return this.readPlan(planFile);
  }

  /** The same of a plan that lies in another file of the folder. */
  async readPlan(file: string): Promise<PlanJson> {
    return parsePlan(parseExact(await this.capture(['show', '-json', file])));
  }

  /** Applies the saved plan, telling `observe` of each step. */
  async apply(observe: (message: TerraformMessage) => void): Promise<void> {
    const args = ['apply', '-input=false', '-json', '-backup=-', planFile];
    const { end, diagnostics } = await this.stream(args, observe);
    this.throwUnless(end.code === 0, 'apply', { end, diagnostics });
  }

  /** The whole stdout of a command that prints no more than its result. */
  async capture(args: string[]): Promise<string> {
    const lines: string[] = [];
    const end = await this.run(args, { onLine: (line) => void lines.push(line) });
    this.throwUnless(end.code === 0, args[0] ?? '', { end, diagnostics: [] });
    return lines.join('\n');
  }

  /** Runs a command with `-json`: readable lines go to the log, messages to `observe`, errors into the result. */
  async stream(args: string[], observe?: (message: TerraformMessage) => void) {
    const diagnostics: Diagnostic[] = [];
    const provisioners = new ProvisionerWords(this.options.redaction, (line) => this.say(line));
    const end = await this.runAloud(args, (line) => {
      const message = parseMessage(line);
      if (!message) return;
      if (message.type === 'diagnostic') diagnostics.push(message.diagnostic);
      // An apply repeats its whole plan, which is in the log already.
      const repeats = message.type === 'planned_change' && args[0] === 'apply';
      const readable = repeats || provisioners.take(message) ? null : readableLine(message);
      if (readable !== null) this.say(readable);
      observe?.(message);
    });
    provisioners.end();
    return { end, diagnostics };
  }

  private async initOnce(): Promise<void> {
    const args = ['init', '-input=false', '-no-color', '-lockfile=readonly'];
    const end = await this.runAloud(args, (line) => this.say(line));
    this.throwUnless(end.code === 0, 'init', { end, diagnostics: [] });
  }

  /** Runs what is read for the log. */
  private runAloud(args: string[], onLine: (line: string) => void): Promise<ProcessEnd> {
    const onLong = (length: number) => this.say(`(a line of ${length} characters is omitted)`);
    return this.run(args, { onLine, onLong, most: longestSaid, ready: this.options.logReady });
  }

  private run(args: string[], reader: LineReader): Promise<ProcessEnd> {
    const { executable, folder, env, user, keepOpen, signal } = this.options;
    return runProcess({ executable, args, folder, env, user, keepOpen, signal, ...reader });
  }

  private say(line: string): void {
    if (line.trim() !== '') this.options.log(this.options.redaction.text(line));
  }

  private throwUnless(
    well: boolean,
    command: string,
    { end, diagnostics }: { end: ProcessEnd; diagnostics: Diagnostic[] },
  ): void {
    if (well) return;
    // Interrupted on purpose: what Terraform says about that is not why the run ended.
    this.options.signal.throwIfAborted();
    const ended = end.code === null ? killed : `exit code ${end.code}`;
    const failure = classifyDiagnostics(command, diagnostics, end.errors || ended);
    const reason = this.options.redaction.text(failure.reason);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    throw new CommandFailure({ ...failure, reason }, errors);
  }
}
