import { CliError } from '../client/errors';
import { isGone } from '../client/follow-environment';
import type { EnvironmentView } from '../client/typed/types';
import { linesOf } from './complain';
import { shorten } from '../client/text/foreign-text';
import { type Report, reportFrom } from './report';
import type { StepReport } from './step-report';
import type { JobRunner } from './workflow-commands';

const longestCause = 500;

/**
 * What a step knows of its environment, kept in the step's outputs from when it is first known: a job that is ended, refused
 * or without an answer tells what it knew.
 */
export class Journal {
  private name: string | undefined;
  private view: EnvironmentView | undefined;
  private address: string | null = null;

  constructor(
    private readonly runner: JobRunner,
    private step: StepReport['step'],
  ) {}

  /** Says that the step ends its environment. */
  ends(): void {
    this.step = 'end';
  }

  /** Names the environment that the step is about. */
  about(name: string): void {
    if (this.name !== name) this.view = undefined;
    this.name = name;
  }

  /** Keeps what the control plane said last of it; what it says of others is no part of the report. */
  see(view: EnvironmentView): void {
    if (view.name === this.name) this.view = view;
  }

  /** Writes down how the environment is before the step does anything. */
  async begin(view: EnvironmentView, address: string | null): Promise<void> {
    this.about(view.name);
    this.see(view);
    this.address = address;
    await this.write('underway', null, this.known());
  }

  /** Writes down what came of it. */
  async end(report: Report | null): Promise<void> {
    await this.write(report === null ? 'nothing' : 'done', null, report);
  }

  /** Writes down why it came to nothing, and what stands; asks nobody, as the job may have only seconds left. */
  async fail(error: unknown): Promise<void> {
    const cancelled = error instanceof CliError && error.kind === 'interrupted';
    const cause = shorten(linesOf(error).join(' '), longestCause);
    await this.write(cancelled ? 'cancelled' : 'failed', cause, this.known());
  }

  private known(): Report | null {
    if (!this.view) return null;
    const { status } = this.view;
    const gone = status === 'destroying' || isGone(status);
    return reportFrom(this.view, gone ? null : this.address);
  }

  private write(ended: StepReport['ended'], cause: string | null, environment: Report | null): Promise<void> {
    const report: StepReport = { step: this.step, ended, cause, environment };
    return this.runner.setOutputs({ ...outputsOf(environment), report: JSON.stringify(report) });
  }
}

function outputsOf(report: Report | null): Record<string, string> {
  if (report === null) return {};
  const { name, status, url, expiresAt } = report;
  return { name, status, url: url ?? '', 'expires-at': expiresAt ?? '' };
}
