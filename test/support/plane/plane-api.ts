import type { LifeView, LogPage as LogPageSchema } from '../../../src/domain/api/responses';
import type { RunRecord } from '../../../src/domain/environment/run-record';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import type * as z from 'zod';
import { patiently } from '../patience';

type LogPage = z.infer<typeof LogPageSchema>;

/** An HTTP answer, its JSON read. */
export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** What a request may carry besides its path. */
export interface Ask {
  body?: unknown;
  headers?: Record<string, string>;
}

/** Speaks to a plane over HTTP as a person would, and keeps every text and status that it answered. */
export class PlaneApi {
  /** Every body that was answered, as it came. */
  readonly answers: string[] = [];
  /** The status of every answer, polls included. */
  readonly statuses: number[] = [];

  /** What was read of the logs of runs, by run. */
  private readonly logs = new Map<string, { at: number; count: number; line: string; after: string }>();

  constructor(
    readonly url: string,
    private readonly token: string,
  ) {}

  /** Sends a request such as `POST /environments`, whatever the answer's status. */
  async ask<Body = EnvironmentView>(route: string, ask: Ask = {}): Promise<Answer<Body>> {
    const { text, ...answer } = await this.send(route, ask);
    this.answers.push(text);
    this.statuses.push(answer.status);
    return { ...answer, body: JSON.parse(text) as Body };
  }

  private async send(route: string, { body, headers = {} }: Ask = {}) {
    const [method = 'GET', path = '/'] = route.split(' ');
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  /** The body of an answer that must be a success; throws the problem otherwise. */
  async want<Body = EnvironmentView>(route: string, ask: Ask = {}): Promise<Body> {
    const { status, body } = await this.ask<Body>(route, ask);
    if (status >= 300) throw new Error(`${route} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** One life of a name, with its evidence once it has ended. */
  life(id: string): Promise<z.infer<typeof LifeView>> {
    return this.want(`GET /lives/${id}`);
  }

  /** Looks at an environment until it is as `wanted` says; throws with what it stood still at. */
  until(name: string, wanted: (view: EnvironmentView) => boolean): Promise<EnvironmentView> {
    return patiently(`The environment ${name}`, async () => {
      const view = await this.want(`GET /environments/${name}`);
      if (wanted(view)) return { thing: view };
      return { progress: [progressOf(view), await this.lastLineOf(view.run?.id)] };
    });
  }

  /** The record of a run once it tells of its end, which is a moment after the environment does. */
  ended(run: string | undefined): Promise<RunRecord> {
    return patiently(`The end of the run ${run}`, async () => {
      const record = await this.want<RunRecord>(`GET /runs/${run}`);
      return record.endedAt ? { thing: record } : { progress: await this.lastLineOf(run) };
    });
  }

  /** Waits until nothing is done to an environment, or a person must decide. */
  settled(name: string): Promise<EnvironmentView> {
    return this.until(
      name,
      ({ run, status }) => (!run || run.phase === 'awaiting-approval') && status !== 'destroying',
    );
  }

  /** The last line that a run logged and how many there are, for waits that are long: they are read every half minute. */
  private async lastLineOf(run: string | undefined): Promise<string | undefined> {
    if (run === undefined) return undefined;
    const log = this.logs.get(run) ?? { at: Date.now(), count: 0, line: '', after: '' };
    this.logs.set(run, log);
    if (Date.now() - log.at < logEveryMs) return log.line;
    log.at = Date.now();
    const { status, text } = await this.send(`GET /runs/${run}/logs${log.after}`);
    if (status !== 200) return log.line;
    const { lines, next } = JSON.parse(text) as LogPage;
    const news = lines.filter((line) => !onlyAlive.test(line.text));
    log.count += news.length;
    if (news.length > 0) log.line = `${log.count} lines, the last: ${news.at(-1)?.text}`;
    if (next !== null) log.after = `?after=${encodeURIComponent(next)}`;
    return log.line;
  }
}

const logEveryMs = 30_000;
/** What Terraform repeats while it waits says that it is alive, and not that anything got on. */
const onlyAlive = /Still (creating|destroying|modifying|reading)/;

/** What of an environment changes when something gets on with it, and only then: no time, no version. */
export function progressOf({
  id,
  status,
  run,
  lastRun,
  plan,
  failure,
  destruction,
}: EnvironmentView): unknown {
  const { done, current } = run?.progress ?? {};
  const work = [run?.id, run?.phase, done, current?.map(({ address }) => address)];
  return {
    id,
    status,
    work,
    lastRun: lastRun?.id,
    plan: plan?.digest,
    failure: (failure ?? destruction?.failure)?.reason,
  };
}
