import { setTimeout as sleep } from 'node:timers/promises';
import type { LifeView } from '../../../src/domain/api/responses';
import type { RunRecord } from '../../../src/domain/environment/run-record';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import type * as z from 'zod';

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

  constructor(
    readonly url: string,
    private readonly token: string,
  ) {}

  /** Sends a request such as `POST /environments`, whatever the answer's status. */
  async ask<Body = EnvironmentView>(route: string, { body, headers = {} }: Ask = {}): Promise<Answer<Body>> {
    const [method = 'GET', path = '/'] = route.split(' ');
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    this.answers.push(text);
    this.statuses.push(response.status);
    return { status: response.status, headers: response.headers, body: JSON.parse(text) as Body };
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

  /** Looks at an environment until it is as `wanted` says; throws with its last view after `seconds`. */
  async until(
    name: string,
    wanted: (view: EnvironmentView) => boolean,
    seconds = 60,
  ): Promise<EnvironmentView> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const view = await this.want(`GET /environments/${name}`);
      if (wanted(view)) return view;
      if (Date.now() > deadline)
        throw new Error(`${name} is not as wanted after ${seconds} s: ${JSON.stringify(view, null, 2)}`);
      await sleep(250);
    }
  }

  /** The record of a run once it tells of its end, which is a moment after the environment does. */
  async ended(run: string | undefined, seconds = 30): Promise<RunRecord> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const record = await this.want<RunRecord>(`GET /runs/${run}`);
      if (record.endedAt) return record;
      if (Date.now() > deadline) throw new Error(`The run ${run} tells of no end after ${seconds} s.`);
      await sleep(250);
    }
  }

  /** Waits until nothing is done to an environment, or a person must decide. */
  settled(name: string, seconds = 60): Promise<EnvironmentView> {
    return this.until(
      name,
      ({ run, status }) => (!run || run.phase === 'awaiting-approval') && status !== 'destroying',
      seconds,
    );
  }
}
