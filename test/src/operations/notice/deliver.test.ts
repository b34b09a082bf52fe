import { Webhook } from 'standardwebhooks';
import { hour, minute, plus, second } from '../../../../src/domain/base/time';
import { addWebhook } from '../../../../src/operations/notice/add-webhook';
import { environments } from '../../../../src/operations/environment/environments';
import { deliverNotice } from '../../../../src/operations/notice/deliver-notice';
import { listDeliveries } from '../../../../src/operations/notice/list-deliveries';
import { lookAtNotices } from '../../../../src/operations/notice/look-at-notices';
import { removeWebhook } from '../../../../src/operations/notice/remove-webhook';
import { sendAgain } from '../../../../src/operations/notice/send-again';
import { type Heard, tellPeople } from '../../../../src/operations/notice/tell-people';
import { testWebhook } from '../../../../src/operations/notice/test-webhook';
import { visitEntry } from '../../../../src/operations/registry/visit-entry';
import { pauses } from '../../../../src/domain/notice/next-attempt';
import { askedWebhook } from '../../../support/notices/webhooks';
import { noticeDepsOn } from '../../../support/notices/notice-deps';
import { actors, useStage } from '../../../support/plane/operations-stage';

const stage = useStage();
const { root } = actors;
const deps = () => noticeDepsOn(stage.table, stage.world, stage.deps);
const notices = () => stage.world.notices;
const refuse = () => Promise.reject(new Error('throttled'));
const look = () => lookAtNotices(deps());
const listed = async (status: 'waiting' | 'delivered' | 'dead', webhook?: string) =>
  (await listDeliveries({ actor: root, status, webhook, limit: 50 }, stage.deps)).items;
const add = (more = {}) => addWebhook(askedWebhook(more), stage.deps);

/** What the bus delivers of an environment whose lease ended before anything was built; only these types where some are named. */
async function heard(more: object = {}, ...types: string[]): Promise<Heard[]> {
  await stage.create({ actor: actors.ada, ...more });
  stage.world.pass(2 * hour);
  await visitEntry(environments, await stage.read(), stage.deps);
  return stage.world.published
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .map((event) => ({ kind: 'event', event }));
}

const tellAll = async (all: Heard[]) => {
  for (const one of all) await tellPeople(one, deps());
};

describe('what happened', () => {
  it('is told to each receiver once, however often the bus delivers it, signed as others verify it', async () => {
    const { secret } = await add();
    const all = await heard();
    await tellAll([...all, ...all]);

    const sent = notices().posts.map(({ headers, body }) => {
      const verifier = new Webhook(secret);
      const at = Number(headers['webhook-timestamp']) * second;
      jest.useFakeTimers({ now: at, doNotFake: ['nextTick', 'setImmediate'] });
      try {
        return verifier.verify(body, headers) as { type: string; data: { id: string } };
      } finally {
        jest.useRealTimers();
      }
    });
    expect(sent.map(({ type }) => type)).toEqual(['lease.ended', 'environment.destroyed']);
    expect(notices().posts.map(({ headers }) => headers['webhook-id'])).toEqual(
      sent.map(({ data }) => data.id),
    );
    expect(notices().mails).toHaveLength(2);
  });

  it('has a signature over its id, its time and its body', async () => {
    const { secret } = await add();
    await tellAll(await heard());
    const { headers, body } = notices().posts[0]!;
    const now = Number(headers['webhook-timestamp']) * second;
    jest.useFakeTimers({ now, doNotFake: ['nextTick', 'setImmediate'] });
    const verifies = (given: Record<string, string>, text: string, key = secret) => {
      try {
        return Boolean(new Webhook(key).verify(text, given));
      } catch {
        return false;
      }
    };

    expect(verifies(headers, body)).toBe(true);
    expect(verifies(headers, `${body} `)).toBe(false);
    expect(verifies({ ...headers, 'webhook-id': 'x' }, body)).toBe(false);
    expect(verifies({ ...headers, 'webhook-timestamp': String(now / second + 1) }, body)).toBe(false);
    expect(verifies(headers, body, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(false);
    jest.setSystemTime(now + 10 * minute);
    expect(verifies(headers, body)).toBe(false);
    jest.useRealTimers();
  });

  it('says how it stands in the order of its environment', async () => {
    await add();
    await tellAll((await heard({ team: 'data' })).reverse());
    const sent = notices().posts.map(({ body }) => JSON.parse(body) as { data: { environment: object } });

    expect(sent).toMatchObject([
      { data: { environment: { name: 'foo', sequence: 6, owner: 'ada@example.com', team: 'data' } } },
      { data: { environment: { name: 'foo', sequence: 3 } } },
    ]);
  });

  it('is told to those alone who chose it, and whose team it is about', async () => {
    await add({ notices: ['environment.stuck'], url: 'https://stuck.example.com/' });
    await add({ teams: ['shop'], url: 'https://shop.example.com/' });
    await add({ teams: ['data'], notices: ['lease.ended'], url: 'https://data.example.com/' });
    await tellAll(await heard({ team: 'data' }));

    expect(notices().posts.map(({ url }) => url)).toEqual(['https://data.example.com/']);
  });

  it('of an item that the sweep cannot handle is told to those who chose no team', async () => {
    await add({ teams: ['data'] });
    await add({ url: 'https://all.example.com/' });
    const trouble = { item: 'ENV#web', attempts: 5, reason: 'It is torn.' };
    await tellAll([{ kind: 'trouble', trouble, id: '6f1a4c1e-0000-4000-8000-000000000000' }]);

    expect(notices().posts.map(({ url }) => url)).toEqual(['https://all.example.com/']);
    expect(notices().mails).toMatchObject([{ subject: 'Leasehold: The sweep could not handle ENV#web' }]);
  });
});

describe('a receiver that fails', () => {
  const failing = () => ({ ok: false, status: 503, reason: 'it answered 503' });

  it('is tried after pauses that grow, with the same id and body, and delays no other', async () => {
    await add();
    await add({ url: 'https://other.example.com/' });
    notices().answer = ({ url }) =>
      url.includes('other') ? { ok: true, status: 200, reason: '' } : failing();
    await tellAll(await heard({}, 'LeaseExpired'));
    const first = stage.world.now;
    const times: number[] = [];
    for (const pause of pauses.slice(0, 4)) {
      stage.world.pass(pause - 1);
      await look();
      const before = notices().posts.length;
      stage.world.pass(1);
      await look();
      times.push(notices().posts.length - before);
    }

    const tried = notices().posts.filter(({ url }) => url.includes('hooks'));
    expect(times).toEqual([1, 1, 1, 1]);
    expect(new Set(tried.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
    expect(new Set(tried.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(5);
    expect(notices().posts).toHaveLength(6);
    expect(first < stage.world.now).toBe(true);
    expect(await listed('waiting')).toMatchObject([{ attempts: { length: 5 } }]);
  });

  it('is given up after the last pause, is shown, and gets it when a person sends it again', async () => {
    await add();
    notices().answer = failing;
    await tellAll(await heard({}, 'LeaseExpired'));
    for (const pause of pauses) {
      stage.world.pass(pause);
      await look();
    }
    const [dead] = await listed('dead');
    stage.world.pass(100 * hour);
    const before = notices().posts.length;
    await look();

    expect(dead).toMatchObject({ status: 'dead', nextAt: null, notice: { type: 'lease.ended' } });
    expect(notices().posts).toHaveLength(before);
    notices().answer = () => ({ ok: true, status: 200, reason: 'delivered' });
    await sendAgain({ actor: root, delivery: dead?.id ?? '' }, stage.deps);
    expect(notices().wanted).toEqual([dead?.id]);
    await deliverNotice({ delivery: dead?.id ?? '' }, deps());
    expect(await listed('dead')).toEqual([]);
    expect(notices().posts.at(-1)?.headers['webhook-id']).toBe(dead?.notice.id);
    await expect(sendAgain({ actor: root, delivery: dead?.id ?? '' }, stage.deps)).rejects.toThrow('arrived');
  });

  it.each([
    ['is gone for good', () => ({ ok: false, status: 410, reason: 'it is gone for good', final: true })],
    ['lost its secret', undefined],
  ])('and %s is not tried again', async (_what, answer) => {
    await add();
    if (answer) notices().answer = answer;
    else notices().secrets.clear();
    await tellAll(await heard({}, 'LeaseExpired'));

    expect(await listed('dead')).toHaveLength(1);
  });
});

describe('a crash', () => {
  it('between writing a delivery and making it leaves it to the next look', async () => {
    await add();
    const ended = await heard({}, 'LeaseExpired');
    stage.world.fail = (call) => (call === 'deliveries.save' ? new Error('it died') : undefined);
    await tellAll(ended);
    stage.world.fail = () => undefined;
    stage.world.pass(minute);
    await look();

    expect(await listed('waiting')).toEqual([]);
    expect(await listed('delivered')).toHaveLength(2);
    // The first attempt had arrived: a receiver knows the second by its id.
    expect(new Set(notices().posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });
});

describe('a delivery that the plane itself cannot make', () => {
  it('raises the age of what is undelivered, and no notice, which could not be delivered either', async () => {
    await add();
    const ended = await heard({}, 'LeaseExpired');
    const broken = { ...deps(), webhookSecrets: { ...deps().webhookSecrets, read: refuse } };
    for (const one of ended) await tellPeople(one, broken);
    for (let minutes = 1; minutes <= 64; minutes *= 2) {
      stage.world.pass(minutes * minute);
      await lookAtNotices(broken);
    }
    const ages = stage.world.measured
      .filter(({ name }) => name === 'UndeliveredAge')
      .map(({ value }) => value);

    expect(ages.length).toBeGreaterThan(5);
    expect(Math.max(...ages)).toBeGreaterThan(hour / second);
    expect(stage.world.alarms).toEqual([]);
    expect(await listed('waiting')).toMatchObject([{ attempts: [] }]);
    await lookAtNotices(deps());
    stage.world.pass(2 * hour);
    await look();
    expect(notices().posts).toHaveLength(1);
  });
});

describe('a webhook that is removed', () => {
  it('gets nothing any more, also of what is on its way', async () => {
    const { id } = await add();
    const { id: delivery } = await testWebhook({ actor: root, id }, stage.deps);
    await removeWebhook({ actor: root, id }, stage.deps);
    await deliverNotice({ delivery }, deps());

    expect(notices().posts).toEqual([]);
    expect(notices().secrets.size).toBe(0);
    expect(await listed('dead')).toMatchObject([{ attempts: [{ reason: 'the webhook was removed' }] }]);
  });
});

describe('a test', () => {
  it('is delivered like a notice, to its webhook alone, when it is wanted or due', async () => {
    const { id } = await add();
    const other = await add({ url: 'https://other.example.com/' });
    await testWebhook({ actor: root, id }, stage.deps);
    expect(notices().wanted).toHaveLength(1);
    stage.world.now = plus(stage.world.now, minute);
    await look();

    expect(notices().posts).toMatchObject([{ url: 'https://hooks.example.com/in/s3cr3t' }]);
    expect(notices().mails).toEqual([]);
    expect(await listed('delivered', id)).toMatchObject([{ notice: { type: 'webhook.test' } }]);
    expect(await listed('delivered', other.id)).toEqual([]);
  });
});
