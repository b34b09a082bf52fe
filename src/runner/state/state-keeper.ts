import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LifeKey, S3State } from '../../aws/s3-state';
import { DomainError } from '../../domain/base/errors';
import { persevere } from '../life/persevere';
import { readHandedOver, type TerraformUser, writeHandedOver } from '../terraform/handed-over';

/** What is kept, where from and where to. */
export interface KeeperOptions {
  states: S3State;
  life: LifeKey;
  /** The local backend's state file. */
  file: string;
  /** Whose the file is. */
  user?: TerraformUser;
  /** When to give up on a hub that does not answer, in milliseconds on `performance.now()`'s scale. */
  until: number;
  /** Told once, when another writer's state is found in place of ours, or none at all. */
  onFenced: (conflict: StateConflict) => void;
  log: (line: string) => void;
}

/** Why a run may not go on with its state: another writer's is there, or what was kept is there no more. */
export type StateConflict = 'StateFenced' | 'StateVanished';

interface Candidate {
  body: Uint8Array;
  hash: string;
}

const lookEveryMs = 250;
const longestPauseMs = 10_000;

/** How long to wait after an upload that took so many milliseconds: a large state takes a quarter of the time at most. */
export function pauseAfter(tookMs: number): number {
  return Math.min(Math.max(lookEveryMs, 3 * tookMs), longestPauseMs);
}

/**
 * Carries changes of Terraform's local state to S3 within a second, a state of many megabytes within some; each write is
 * conditional on our last one.
 * Terraform rewrites the file in place after each resource, so what does not parse is half written and is read again.
 */
export class StateKeeper {
  private etag: string | null = null;
  private keptHash: string | null = null;
  /** States sent since the last acknowledged one: any of them in S3 is ours, its answer lost. */
  private readonly sent = new Set<string>();
  private seen = '';
  private borrowed = false;
  private conflict: StateConflict | undefined;
  private watching: { stop: () => void; done: Promise<void> } | null = null;

  constructor(private readonly options: KeeperOptions) {}

  get isFenced(): boolean {
    return this.conflict !== undefined;
  }

  /** Puts the kept state into the work directory; whether there was one. */
  async restore(): Promise<boolean> {
    const stored = await this.persevere(() => this.options.states.readState(this.options.life));
    if (!stored) return false;
    await writeHandedOver(this.options.file, stored.body, this.options.user);
    this.etag = stored.etag;
    this.keptHash = hashOf(stored.body);
    return true;
  }

  /** Whether the local state is another's, which nothing was done with yet. */
  get isBorrowed(): boolean {
    return this.borrowed;
  }

  /** Puts another's state into the work directory; nothing is kept of it until it is taken over. */
  async borrow(body: Uint8Array): Promise<void> {
    await writeHandedOver(this.options.file, body, this.options.user);
    this.borrowed = true;
  }

  /** From here on a borrowed state is this life's own: it is kept before anything is done with it. StateFenced where one is there already. */
  async takeOver(): Promise<void> {
    if (!this.borrowed) return;
    this.borrowed = false;
    await this.keep();
    this.refuseConflict();
  }

  /** Begins to keep; polls, because file events are neither certain nor in order on every file system. */
  start(): void {
    const stop = new AbortController();
    this.watching = { stop: () => stop.abort(), done: this.watch(stop.signal) };
  }

  /** Stops watching and keeps the last state; StateFenced when another writer came between, StateVanished when what was kept is not there any more, the SDK's error when time is up. */
  async finish(): Promise<void> {
    this.watching?.stop();
    await this.watching?.done;
    await this.keep();
    this.refuseConflict();
  }

  private refuseConflict(): void {
    if (this.conflict)
      throw new DomainError(this.conflict, { key: this.options.states.pathOf(this.options.life) });
  }

  /** The bytes of the local state, parsable or not; null when there is none. */
  async localState(): Promise<Uint8Array | null> {
    return readHandedOver(this.options.file).catch(() => null);
  }

  private async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.isFenced) {
      const pauseMs = (await this.hasChanged()) ? await this.keepNow() : lookEveryMs;
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /**
   * While Terraform is at work, a failed upload is simply tried again with the newest state at the next look; returns the
   * milliseconds until that.
   */
  private async keepNow(): Promise<number> {
    const began = performance.now();
    try {
      await this.upload();
      return pauseAfter(performance.now() - began);
    } catch (error) {
      this.seen = '';
      this.options.log(`The state was not saved; trying again: ${(error as Error).message}`);
      return lookEveryMs * 5;
    }
  }

  private async keep(): Promise<void> {
    if (!this.isFenced) await this.persevere(() => this.upload());
  }

  private async upload(): Promise<void> {
    if (this.borrowed) return;
    const candidate = await this.readCandidate();
    if (!candidate || candidate.hash === this.keptHash) return;
    this.sent.add(candidate.hash);
    const etag = await this.options.states.writeState(this.options.life, candidate.body, this.etag);
    if (etag !== null) return this.acknowledge(etag, candidate.hash);
    await this.settleConflict();
    if (!this.isFenced) await this.upload();
  }

  /** A refused condition is our own write whose answer was lost, or another writer's, or what was kept is gone. */
  private async settleConflict(): Promise<void> {
    const stored = await this.options.states.readState(this.options.life);
    // Two writes at the same instant may both be refused, although nothing is there yet.
    if (!stored && this.etag === null) return;
    const hash = stored && hashOf(stored.body);
    const ours = hash !== null && (this.sent.has(hash) || hash === this.keptHash);
    if (stored && ours) return this.acknowledge(stored.etag, hash);
    this.conflict = stored ? 'StateFenced' : 'StateVanished';
    this.options.onFenced(this.conflict);
  }

  private acknowledge(etag: string, hash: string): void {
    this.etag = etag;
    this.keptHash = hash;
    this.sent.clear();
  }

  private async hasChanged(): Promise<boolean> {
    const found = await stat(this.options.file).catch(() => null);
    const now = found ? `${found.ino} ${found.size} ${found.mtimeMs}` : '';
    const changed = now !== '' && now !== this.seen;
    this.seen = now;
    return changed;
  }

  private async readCandidate(): Promise<Candidate | null> {
    const body = await this.localState();
    if (!body || !isState(body)) {
      this.seen = '';
      return null;
    }
    return { body, hash: hashOf(body) };
  }

  private persevere<Result>(task: () => Promise<Result>): Promise<Result> {
    const onRetry = (error: Error) => this.options.log(`The state store did not answer: ${error.message}`);
    return persevere(task, { until: this.options.until, onRetry });
  }
}

function isState(body: Uint8Array): boolean {
  try {
    const state = JSON.parse(new TextDecoder().decode(body)) as { lineage?: unknown; serial?: unknown };
    return typeof state.lineage === 'string' && typeof state.serial === 'number';
  } catch {
    return false;
  }
}

function hashOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}
