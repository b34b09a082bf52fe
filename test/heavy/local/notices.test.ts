import { hour, minute } from '../../../src/domain/base/time';
import type { AddedWebhookView, DeliveryView } from '../../../src/domain/notice/webhook-view';
import { openPlane } from '../../e2e/open-plane';
import { type Receiver, startReceiver } from '../../support/notices/receiver';
import { type Read, verified } from '../../support/notices/verify';
import type { TestPlane } from '../../support/plane/plane';
import { patiently } from '../../support/patience';

let on: TestPlane;
let receiver: Receiver;
let webhook: AddedWebhookView;

beforeAll(async () => {
  receiver = await startReceiver();
  on = await openPlane({ receivers: 'loopback' });
  webhook = JSON.parse(
    (await idp('webhooks', 'add', `${receiver.url}/in/s3cr3t`, '--json')).stdout,
  ) as AddedWebhookView;
}, 180_000);
afterAll(() => receiver.close());

const eventually = (holds: () => boolean | Promise<boolean>) =>
  patiently('what the receiver gets', async () => ({
    ...((await holds()) && { thing: true }),
    progress: receiver.received.length,
  }));
const idp = (...args: string[]) => on.idp(args);
/** All that was received and is signed with the webhook's key; what is not fails the test. */
const read = (): Read[] =>
  receiver.received.map(({ headers, body }) => verified(webhook.secret, headers, body));
const of = (name: string) => read().filter(({ data }) => data.environment?.name === name);
const typesOf = (name: string) => of(name).map(({ type }) => type);
const create = (name: string, ttl: string, more: object = {}) =>
  on.api.want('POST /environments', { body: { name, template: 'playground', ttl, ...more } });

describe('a webhook on a plane of this machine', () => {
  it('is shown without its path and key, and takes a test', async () => {
    const { stdout } = await idp('webhooks', 'list');
    const tested = await idp('webhooks', 'test', webhook.id);

    expect(stdout).toContain(receiver.url);
    expect(stdout).not.toMatch(/s3cr3t|whsec/);
    expect(tested).toMatchObject({ code: 0 });
    expect(read().map(({ type }) => type)).toEqual(['webhook.test']);
    expect(on.log.join('\n')).not.toMatch(/s3cr3t|whsec/);
  });

  it.each([
    'https://10.0.0.1/in',
    'http://example.com/in',
    'https://169.254.169.254/',
    'https://[fd00:ec2::254]/',
  ])('is refused to %s, which is not this machine', async (url) => {
    expect((await on.api.ask('POST /webhooks', { body: { url } })).status).toBe(400);
  });

  it('is told once of each warning while the clock is set forward, anew after an extension, and of nothing after the end', async () => {
    await create('demo', '12h');
    await on.api.settled('demo');
    for (const step of [8 * hour, 3 * hour]) {
      const before = of('demo').length;
      await on.plane.clock.forward(step);
      await eventually(() => of('demo').length > before);
      await on.plane.sweep();
    }
    expect(of('demo').map(({ data }) => data.details['warning'])).toEqual(['first', 'last']);
    expect(of('demo').map(({ data }) => data.command)).toEqual([
      'idp extend demo --ttl 1d',
      'idp extend demo --ttl 2h',
    ]);

    await on.api.want('POST /environments/demo/extend', { body: { ttl: '2d' } });
    await on.plane.clock.forward(30 * hour);
    await eventually(() => of('demo').length === 3);
    await on.plane.clock.forward(18 * hour);
    await eventually(() => of('demo').length === 4);
    await on.plane.clock.forward(hour);
    await on.api.until('demo', ({ status }) => status === 'destroyed');
    await eventually(() => typesOf('demo').includes('environment.destroyed'));
    await on.plane.clock.forward(72 * hour);
    await on.plane.sweep();
    await on.plane.sweep();

    expect(typesOf('demo')).toEqual([
      'lease.ends_soon',
      'lease.ends_soon',
      'lease.ends_soon',
      'lease.ends_soon',
      'lease.ended',
      'environment.destroyed',
    ]);
    const sequences = of('demo').map(({ data }) => data.environment?.sequence ?? 0);
    expect(sequences).toEqual([...sequences].sort((a, b) => a - b));
    expect(new Set(of('demo').map(({ data }) => data.id)).size).toBe(6);
  }, 240_000);

  it('gets again, under the same id, what it did not take, and a person sees and sends again what it never took', async () => {
    receiver.answer = () => 503;
    const before = receiver.received.length;
    await create('broken', '6h', { inputs: { fail_at: 0 } });
    await on.api.settled('broken');
    await eventually(() => receiver.received.length === before + 1);
    await on.plane.clock.forward(minute);
    await eventually(() => receiver.received.length >= before + 2);
    const ids = () => receiver.received.slice(before).map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids()).size).toBe(1);

    const dead = async () =>
      ((await on.api.want<{ items: DeliveryView[] }>('GET /deliveries')).items ?? []).find(
        ({ notice }) => notice.environment?.name === 'broken' && notice.type === 'environment.failed',
      );
    for (let tries = 0; tries < 12 && !(await dead()); tries++) {
      const tried = receiver.received.length;
      await on.plane.clock.forward(25 * hour);
      await eventually(async () => receiver.received.length > tried || (await dead()) !== undefined);
    }
    const delivery = await dead();
    expect(delivery).toMatchObject({ status: 'dead', to: webhook.id });
    expect((await idp('webhooks', 'deliveries')).stdout).toContain('broken failed');

    receiver.answer = () => 204;
    const sent = receiver.received.length;
    const again = await idp('webhooks', 'send-again', delivery?.id ?? '');
    expect(again).toMatchObject({ code: 0 });
    const since = receiver.received.slice(sent).map(({ headers }) => headers['webhook-id']);
    expect(since).toContain(delivery?.notice.id);
  }, 240_000);

  it('is signed with both keys for a day after a rotation, and then with the new one alone', async () => {
    const { stdout } = await idp('webhooks', 'rotate', webhook.id, '--json');
    const rotated = JSON.parse(stdout) as AddedWebhookView;
    receiver.received.length = 0;
    const tested = async () => {
      expect(await idp('webhooks', 'test', webhook.id)).toMatchObject({ code: 0 });
      const { headers, body } = receiver.received.findLast((one) => one.body.includes('webhook.test'))!;
      return [webhook.secret, rotated.secret].map((key) => {
        try {
          return verified(key, headers, body).type;
        } catch {
          return 'refused';
        }
      });
    };

    expect(await tested()).toEqual(['webhook.test', 'webhook.test']);
    expect((await idp('webhooks')).stdout).toContain('is signed with its old key, too, until');
    await on.plane.clock.forward(24 * hour);
    expect(await tested()).toEqual(['refused', 'webhook.test']);
    await eventually(async () => !(await idp('webhooks')).stdout.includes('old key'));
    expect(await tested()).toEqual(['refused', 'webhook.test']);
    expect(on.log.join('\n')).not.toMatch(/s3cr3t|whsec/);
  }, 240_000);

  it('gets nothing once it is removed', async () => {
    expect(await idp('webhooks', 'remove', webhook.id)).toMatchObject({ code: 0 });
    const { length } = receiver.received;
    await create('after', '1h', { inputs: { fail_at: 0 } });
    await on.api.settled('after');
    await on.plane.sweep();

    expect(receiver.received).toHaveLength(length);
    expect((await idp('webhooks', 'test', webhook.id)).code).not.toBe(0);
  });
});
