import { setTimeout as sleep } from 'node:timers/promises';
import { createSend } from '../../../src/client/api-client';
import { commandPatience } from '../../../src/client/retry';
import { createSilence } from '../../../src/client/silence';
import { type FakeApi, startFakeApi } from '../../support/cli/fake-api';

describe('a silence', () => {
  let said: string[];
  const silence = () => createSilence((text) => said.push(text));

  beforeEach(() => {
    said = [];
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  it('is told after two seconds, and not before', async () => {
    const work = silence().during(new Promise((resolve) => setTimeout(resolve, 5_000)), 'waiting');

    await jest.advanceTimersByTimeAsync(1_999);
    expect(said).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(said).toEqual(['waiting']);
    await jest.advanceTimersByTimeAsync(3_000);
    await work;
    expect(said).toEqual(['waiting']);
  });

  it('is one, however many attempts and pauses it is made of', async () => {
    const quiet = silence();
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const work = quiet.during(new Promise((resolve) => setTimeout(resolve, 500)), `attempt ${attempt}`);
      await jest.advanceTimersByTimeAsync(500);
      await work;
      quiet.before(250, `pause ${attempt}`);
      await jest.advanceTimersByTimeAsync(250);
    }

    expect(said).toEqual(['pause 3']);
  });

  it('is told before a pause that would make it longer, which then explains itself', async () => {
    const quiet = silence();
    quiet.before(4_000, 'trying again in 4s');
    await jest.advanceTimersByTimeAsync(4_000);
    quiet.before(1_000, 'trying again in 1s');

    expect(said).toEqual(['trying again in 4s']);
  });
});

describe('a control plane that accepts and never answers', () => {
  let api: FakeApi;

  afterEach(() => api.stop());

  it.each([
    ['GET', 6],
    ['POST', 6],
    ['PATCH', 1],
  ] as const)('is given up over all attempts and pauses of a %s together', async (method, attempts) => {
    api = await startFakeApi({ [`${method} /me`]: 'silence' });
    const world = {
      sleep: (ms: number) => sleep(ms),
      newId: async () => 'id',
      interrupted: new AbortController().signal,
    };
    const patience = { ...commandPatience, attempts, answerMs: 300, totalMs: 1_000 };
    const send = createSend({
      connect: async () => ({ url: api.url, from: 'here' }),
      world,
      onPause: () => undefined,
      patience,
    });
    const began = performance.now();

    await expect(send({ method, path: '/me' })).rejects.toMatchObject({ kind: 'unavailable' });

    expect(performance.now() - began).toBeLessThan(1_500);
    expect(api.to(`${method} /me`).length).toBeGreaterThanOrEqual(method === 'PATCH' ? 1 : 2);
  });
});
