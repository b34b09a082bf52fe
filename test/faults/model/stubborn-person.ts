import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import { patiently, StoodStill } from '../../support/patience';
import { type Answer, type PlaneApi, progressOf } from '../../support/plane/plane-api';

const tries = 60;
const pauseMs = 300;

/** Somebody who asks again, under the same Idempotency-Key, until the control plane gives an answer that is no 5xx. */
export class StubbornPerson {
  constructor(private readonly api: PlaneApi) {}

  /** The first answer below 500; throws when none came. */
  async ask<Body = EnvironmentView>(route: string, body?: unknown, key?: string): Promise<Answer<Body>> {
    const headers: Record<string, string> = key === undefined ? {} : { 'idempotency-key': key };
    let last = '';
    for (let attempt = 0; attempt < tries; attempt++) {
      try {
        const answer = await this.api.ask<Body>(route, { ...(body !== undefined && { body }), headers });
        if (answer.status < 500) return answer;
        last = JSON.stringify(answer.body);
      } catch (error) {
        last = String(error);
      }
      await sleep(pauseMs);
    }
    throw new Error(`${route} got no answer in ${tries} tries: ${last}`);
  }

  /** The environment once it is as `wanted` says; undefined when nothing gets on with it for `seconds`, or for longer on a busy machine. */
  async until(
    name: string,
    wanted: (view: EnvironmentView) => boolean,
    seconds: number,
  ): Promise<EnvironmentView | undefined> {
    return unlessStill(
      patiently(
        name,
        async () => {
          const { status, body } = await this.ask(`GET /environments/${name}`);
          if (status !== 200) return { progress: status };
          return wanted(body) ? { thing: body } : { progress: progressOf(body) };
        },
        { everyMs: pauseMs, standstillMs: seconds * 1000 },
      ),
    );
  }

  /** Asks again at once until it is accepted; undefined when nothing gets on with the environment for `seconds`. */
  async insist(
    name: string,
    request: () => Promise<Answer<EnvironmentView>>,
    seconds: number,
  ): Promise<Answer<EnvironmentView> | undefined> {
    return unlessStill(
      patiently(
        name,
        async () => {
          const answer = await request();
          if (answer.status === 202) return { thing: answer };
          const { status, body } = await this.ask(`GET /environments/${name}`);
          return { progress: status === 200 ? progressOf(body) : status };
        },
        { everyMs: 0, standstillMs: seconds * 1000 },
      ),
    );
  }
}

async function unlessStill<Thing>(wait: Promise<Thing>): Promise<Thing | undefined> {
  try {
    return await wait;
  } catch (error) {
    if (error instanceof StoodStill) return undefined;
    throw error;
  }
}
