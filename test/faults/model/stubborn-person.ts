import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentView } from '../../../src/domain/environment/view';
import type { Answer, PlaneApi } from '../../support/plane/plane-api';

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

  /** The environment once it is as `wanted` says; undefined when it is not within `seconds`. */
  async until(
    name: string,
    wanted: (view: EnvironmentView) => boolean,
    seconds: number,
  ): Promise<EnvironmentView | undefined> {
    const deadline = Date.now() + seconds * 1000;
    while (Date.now() < deadline) {
      const { status, body } = await this.ask(`GET /environments/${name}`);
      if (status === 200 && wanted(body)) return body;
      await sleep(pauseMs);
    }
    return undefined;
  }
}
