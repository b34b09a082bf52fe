import type { Progress } from '../../domain/environment/progress';
import type { Instant } from '../../domain/base/time';
import type { RunGate } from './gate';
import { RunStopped } from '../../domain/environment/run-failure';

/** When a heart beats and what makes the run stop; milliseconds. */
export interface HeartbeatOptions {
  gate: Pick<RunGate, 'beat'>;
  /** What the run does now. */
  report: () => Pick<Progress, 'step' | 'done' | 'total' | 'current'>;
  abort: AbortController;
  clock: () => Instant;
  everyMs: number;
  graceMs: number;
  /** When the run must end by itself, on `performance.now()`'s scale. */
  deadline: number;
  log: (line: string) => void;
}

/** A build nobody hears must not go on for longer: by then the sweep may already believe it dead. */
const mostSilenceMs = 60_000;
/** Terraform's part of that minute to end what is under way. */
const silentGraceMs = 15_000;

/**
 * Reports, and reads whether a stop was requested, in one beat. The reason of the abort says why: a request, the deadline, or that no beat
 * was acknowledged, in which case Terraform is dead before the minute is over.
 */
export class Heartbeat {
  private counter = 0;
  private acknowledgedAt = performance.now();
  private beating = false;
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(private readonly options: HeartbeatOptions) {}

  start(): void {
    const { everyMs, deadline, graceMs } = this.options;
    this.acknowledgedAt = performance.now();
    this.timers.push(setInterval(() => void this.beat(), everyMs));
    this.timers.push(setInterval(() => this.watchSilence(), 1_000));
    const timeLeft = Math.max(0, deadline - performance.now());
    this.timers.push(setTimeout(() => this.stop(new RunStopped('deadline', graceMs)), timeLeft));
    void this.beat();
  }

  end(): void {
    this.timers.forEach((timer) => clearInterval(timer));
  }

  /** One beat; a slow one is not overtaken, so the counter only grows. */
  async beat(): Promise<void> {
    if (this.beating) return;
    this.beating = true;
    try {
      this.counter += 1;
      const progress = { counter: this.counter, at: this.options.clock(), ...this.options.report() };
      const { stop } = await this.options.gate.beat(progress);
      this.acknowledgedAt = performance.now();
      if (stop) this.stop(new RunStopped('requested', this.options.graceMs));
    } catch (error) {
      this.options.log(`Heartbeat not acknowledged: ${(error as Error).message}`);
    } finally {
      this.beating = false;
    }
  }

  private watchSilence(): void {
    if (performance.now() - this.acknowledgedAt < mostSilenceMs - silentGraceMs) return;
    this.stop(new RunStopped('silent', silentGraceMs));
  }

  private stop(reason: RunStopped): void {
    if (this.options.abort.signal.aborted) return;
    this.options.log(`Stopping: ${reason.why}.`);
    this.options.abort.abort(reason);
  }
}
