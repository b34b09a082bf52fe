import {
  addedWebhook,
  deadDelivery,
  rotatedWebhook,
  webhook,
} from '../../../../lambdas/api/examples/webhooks';
import { choices } from '../../../../src/client/typed/description';
import { ChosenNotice } from '../../../../src/domain/notice/notice';
import { type FakeApi, startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

let api: FakeApi | undefined;
afterEach(() => api?.stop());

const rows = (text: string) => text.split('\n').map((line) => line.trim().replace(/ {2,}/g, ' | '));
const waiting = { ...deadDelivery, status: 'waiting', attempts: [] };
const delivered = {
  ...waiting,
  status: 'delivered',
  attempts: [{ at: '2026-01-05T00:00:00.000Z', ok: true, status: 204, reason: 'delivered' }],
};
const shown = `GET /deliveries/${deadDelivery.id}`;

it('knows every notice that may be chosen', () => {
  expect(choices['add-webhook'].notices).toEqual(ChosenNotice.options);
});

describe('idp webhooks', () => {
  it('lists webhooks', async () => {
    api = await startFakeApi({ 'GET /webhooks': [{ items: [webhook], next: null }] });

    const { code, stdout } = await runIdp(['webhooks'], api);

    expect(code).toBe(0);
    expect(rows(stdout)).toEqual([
      'WEBHOOK | TO | SHAPE | NOTICES | TEAMS | ADDED BY',
      `${webhook.id} | https://hooks.example.com | generic | all | data | people:root@example.com`,
      '',
    ]);
  });

  it('says how to add the first one', async () => {
    api = await startFakeApi({ 'GET /webhooks': [{ items: [], next: null }] });

    expect((await runIdp(['webhooks', 'list'], api)).stdout).toContain('idp webhooks add');
  });

  it('adds one, and shows its key once', async () => {
    api = await startFakeApi({ 'POST /webhooks': addedWebhook });
    const args = ['--shape', 'slack', '--notice', 'lease.ends_soon', '--team', 'data', '--team', 'shop'];

    const { code, stdout } = await runIdp(['webhooks', 'add', 'https://hooks.example.com/x', ...args], api);

    expect(code).toBe(0);
    expect(stdout).toContain(addedWebhook.secret);
    expect(stdout).toContain(`idp webhooks test ${webhook.id}`);
    expect(api?.received[0]?.body).toEqual({
      url: 'https://hooks.example.com/x',
      shape: 'slack',
      notices: ['lease.ends_soon'],
      teams: ['data', 'shop'],
    });
  });

  it('rotates a key, shows the new one once, and says until when the old one signs', async () => {
    api = await startFakeApi({
      [`POST /webhooks/${webhook.id}/rotate`]: rotatedWebhook,
      'GET /webhooks': [
        { items: [{ ...webhook, previousKeyUntil: rotatedWebhook.previousKeyUntil }], next: null },
      ],
    });

    const { code, stdout } = await runIdp(['webhooks', 'rotate', webhook.id], api);
    const listed = await runIdp(['webhooks'], api);

    expect(code).toBe(0);
    expect(stdout).toContain(rotatedWebhook.secret);
    expect(stdout).toContain('before 2026-01-05 00:00 UTC');
    expect(stdout).toContain(`idp webhooks test ${webhook.id}`);
    expect(listed.stdout).toContain(
      `${webhook.id} is signed with its old key, too, until 2026-01-05 00:00 UTC.`,
    );
    expect((await runIdp(['webhooks', 'rotate'], api)).code).toBe(2);
  });

  it('reads an address that nobody should see from stdin', async () => {
    api = await startFakeApi({ 'POST /webhooks': addedWebhook });

    await runIdp(['webhooks', 'add', '-'], {
      url: api.url,
      typed: 'https://hooks.example.com/s3cr3t\n',
    });

    expect(api?.received[0]?.body).toEqual({ url: 'https://hooks.example.com/s3cr3t' });
  });

  it('removes one', async () => {
    api = await startFakeApi({ [`DELETE /webhooks/${webhook.id}`]: webhook });

    expect((await runIdp(['webhooks', 'remove', webhook.id], api)).stdout).toContain('Removed');
  });

  it('tests one, and waits for what its receiver says', async () => {
    api = await startFakeApi({
      [`POST /webhooks/${webhook.id}/test`]: waiting,
      [shown]: [waiting, delivered],
    });

    const { code, stdout } = await runIdp(['webhooks', 'test', webhook.id], api);

    expect([code, stdout]).toEqual([0, `Delivered ${deadDelivery.id}.\n`]);
  });

  it('says why a receiver did not take it, and what happens then', async () => {
    const refused = { ...waiting, attempts: deadDelivery.attempts };
    api = await startFakeApi({ [`POST /webhooks/${webhook.id}/test`]: waiting, [shown]: refused });

    const { code, stdout } = await runIdp(['webhooks', 'test', webhook.id], api);

    expect(code).toBe(7);
    expect(stdout).toBe('Not delivered: it answered 503. It is tried again later.\n');
  });

  it('lists what failed for good, and how to send it again', async () => {
    api = await startFakeApi({ 'GET /deliveries': [{ items: [deadDelivery], next: null }] });

    const { stdout } = await runIdp(['webhooks', 'deliveries', '--webhook', webhook.id], api);

    expect(stdout).toContain('demo ends in 1d');
    expect(stdout).toContain('it answered 503');
    expect(stdout).toContain(`idp webhooks send-again ${deadDelivery.id}`);
    expect(api?.received[0]?.query).toMatchObject({ status: 'dead', webhook: webhook.id });
  });

  it('sends one again, and does not wait when it is told not to', async () => {
    api = await startFakeApi({ [`POST /deliveries/${deadDelivery.id}/send-again`]: waiting });

    const { code, stdout } = await runIdp(['webhooks', 'send-again', deadDelivery.id, '--no-wait'], api);

    expect([code, stdout]).toEqual([0, `On its way: ${deadDelivery.id}.\n`]);
  });

  it.each([
    [['add'], 'Name the address'],
    [['test'], 'Name the id of a webhook'],
    [['send-again'], 'Name the id of a delivery'],
    [['list', '--shape', 'slack'], '--shape'],
  ])('explains %j', async (args, expected) => {
    api = await startFakeApi({});

    const { code, stderr } = await runIdp(['webhooks', ...args], api);

    expect([code, stderr]).toEqual([2, expect.stringContaining(expected)]);
  });
});
