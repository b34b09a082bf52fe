import { day, minute } from '../../../../src/domain/base/time';
import { mostKeys } from '../../../../src/domain/notice/signing-keys';
import { WebhookEvent } from '../../../../src/domain/notice/webhook';
import { addWebhook } from '../../../../src/operations/notice/add-webhook';
import { listWebhooks } from '../../../../src/operations/notice/list-webhooks';
import { lookAtNotices } from '../../../../src/operations/notice/look-at-notices';
import { removeWebhook } from '../../../../src/operations/notice/remove-webhook';
import { rotateWebhook } from '../../../../src/operations/notice/rotate-webhook';
import { testWebhook } from '../../../../src/operations/notice/test-webhook';
import { deliverNotice } from '../../../../src/operations/notice/deliver-notice';
import { noticeDepsOn } from '../../../support/notices/notice-deps';
import { verified } from '../../../support/notices/verify';
import { askedWebhook } from '../../../support/notices/webhooks';
import { actors, useStage } from '../../../support/plane/operations-stage';

const stage = useStage();
const { root } = actors;
const deps = () => noticeDepsOn(stage.table, stage.world, stage.deps);
const look = () => lookAtNotices(deps());
const add = (more = {}) => addWebhook(askedWebhook(more), stage.deps);
const rotate = (id: string, more = {}) => rotateWebhook({ actor: root, id, ...more }, stage.deps);
const request = { key: 'once', digest: 'r' };
const secrets = () => [...stage.world.notices.secrets.values()];

/** Which of the keys given a receiver may have to verify what the webhook is sent now. */
async function verifying(id: string, ...keys: string[]): Promise<boolean[]> {
  const { id: delivery } = await testWebhook({ actor: root, id }, stage.deps);
  await deliverNotice({ delivery }, deps());
  const sent = stage.world.notices.posts.at(-1);
  expect(sent?.url).toBe('https://hooks.example.com/in/s3cr3t');
  return keys.map((key) => {
    try {
      return Boolean(verified(key, sent?.headers ?? {}, sent?.body ?? ''));
    } catch {
      return false;
    }
  });
}

it('signs with both keys for a day, then with the new one alone, and the old one leaves the store of secrets', async () => {
  const { id, secret: old } = await add();
  const { secret, previousKeyUntil } = await rotate(id);
  expect(secret).not.toBe(old);
  expect(await verifying(id, old, secret)).toEqual([true, true]);

  stage.world.pass(day - 1);
  await look();
  expect(await verifying(id, old, secret)).toEqual([true, true]);
  stage.world.pass(1);
  expect(previousKeyUntil).toBe(stage.world.now);
  expect(await verifying(id, old, secret)).toEqual([false, true]);
  await look();

  expect(secrets()).toEqual([{ url: 'https://hooks.example.com/in/s3cr3t', key: secret }]);
  expect(await verifying(id, old, secret)).toEqual([false, true]);
  const { items } = await listWebhooks({ actor: root, limit: 9 }, stage.deps);
  expect(items).toMatchObject([{ id, previousKeyUntil: null }]);
});

it('is for administrators, and of a webhook that there is', async () => {
  const { id } = await add();
  await expect(rotate(id, { actor: actors.eve })).rejects.toMatchObject({ code: 'Forbidden' });
  await removeWebhook({ actor: root, id }, stage.deps);
  await expect(rotate(id)).rejects.toMatchObject({ code: 'WebhookNotFound' });
  expect(secrets()).toEqual([]);
});

it('signs with every key that a receiver may have where it is rotated again, up to a limit', async () => {
  const { id, secret: first } = await add();
  const keys = [first];
  for (let count = 1; count < mostKeys; count++) {
    stage.world.pass(minute);
    keys.push((await rotate(id)).secret);
  }
  expect(await verifying(id, ...keys)).toEqual(keys.map(() => true));
  await expect(rotate(id)).rejects.toMatchObject({ code: 'KeyRotatedTooOften' });

  stage.world.pass(day - 4 * minute);
  for (let left = mostKeys; left > 1; left--) {
    stage.world.pass(minute);
    await look();
    expect(secrets()).toHaveLength(left - 1);
    expect(await verifying(id, ...keys)).toEqual(keys.map((_, index) => index > mostKeys - left));
  }
  expect((await rotate(id)).previousKeyUntil).not.toBeNull();
});

it('is one new key when the request is sent again, whose value is not shown once nobody can be waiting for it', async () => {
  const { id, secret: old } = await add({ request: { key: 'once', digest: 'a' } });
  await expect(rotate(id, { request })).rejects.toMatchObject({ code: 'IdempotencyKeyReused' });
  const asked = { request: { ...request, key: 'twice' } };
  const first = await rotate(id, asked);
  const again = await rotate(id, asked);

  expect(secrets()).toHaveLength(2);
  expect(await verifying(id, old, first.secret, again.secret)).toEqual([true, false, true]);
  stage.world.pass(15 * minute);
  await expect(rotate(id, asked)).rejects.toMatchObject({ code: 'KeyAlreadyShown' });
  await expect(add({ request: { key: 'once', digest: 'a' } })).rejects.toMatchObject({
    code: 'KeyAlreadyShown',
  });
  stage.world.pass(2 * day);
  await look();
  expect(await verifying(id, again.secret)).toEqual([true]);
  await rotate(id);
  stage.world.pass(day);
  await look();
  await expect(rotate(id, asked)).rejects.toMatchObject({ code: 'KeyAlreadyShown' });
});

it('stores nothing for a webhook that was removed, whichever request is sent again', async () => {
  const { id } = await add({ request });
  const asked = { request: { ...request, key: 'twice' } };
  await rotate(id, asked);
  await removeWebhook({ actor: root, id }, stage.deps);

  await expect(rotate(id, asked)).rejects.toMatchObject({ code: 'WebhookNotFound' });
  await expect(add({ request })).rejects.toMatchObject({ code: 'WebhookNotFound' });
  expect(secrets()).toEqual([]);
});

it('leaves no secret where the webhook is removed while a key is being stored', async () => {
  const { id } = await add();
  stage.world.fail = (call) => (call === 'webhookSecrets.store' ? new Error('it died') : undefined);
  await expect(rotate(id)).rejects.toThrow('it died');
  stage.world.fail = () => undefined;
  const { keys = [] } = (await stage.deps.webhooks.get(id))!;
  await removeWebhook({ actor: root, id }, stage.deps);
  // What the process was about to do, which then finds that it is removed.
  await stage.deps.webhookSecrets.store({ webhook: id, key: keys.at(-1)?.id ?? '' }, { key: 'whsec_late' });
  expect(secrets()).toHaveLength(1);
  stage.world.pass(15 * minute);
  await look();

  expect(secrets()).toEqual([]);
});

it('writes into the audit who rotated it, and when the old key went', async () => {
  const { id } = await add();
  await rotate(id);
  stage.world.pass(day);
  await look();
  const { items } = await stage.deps.audit.list(WebhookEvent, `WEBHOOK#${id}`, { after: 0, limit: 10 });

  expect(items).toMatchObject([
    { type: 'WebhookAdded' },
    { type: 'WebhookKeyRotated', actor: root.id },
    { type: 'WebhookKeyRetired', actor: 'leasehold', data: { host: 'https://hooks.example.com' } },
  ]);
  expect(JSON.stringify(items)).not.toContain('whsec_');
});

it('is one key where the answer to a write was lost', async () => {
  const { id, secret: old } = await add();
  const { webhooks } = stage.deps;
  const lost = new Set<number>();
  const save: typeof webhooks.save = async (entry, seen) => {
    const saved = await webhooks.save(entry, seen);
    return lost.has(entry.version) ? saved : (lost.add(entry.version), false);
  };
  const { secret } = await rotateWebhook(
    { actor: root, id },
    { ...stage.deps, webhooks: { ...webhooks, save } },
  );

  expect((await webhooks.get(id))?.keys).toHaveLength(2);
  expect(await verifying(id, old, secret)).toEqual([true, true]);
});

it('of a webhook that was written before keys could be rotated keeps its first key', async () => {
  const { id, secret: old } = await add();
  const seen = (await stage.deps.webhooks.get(id))!;
  const { keys: _, ...before } = seen;
  await stage.deps.webhooks.save({ ...before, version: seen.version + 1 }, seen);
  expect(await verifying(id, old)).toEqual([true]);
  const { secret } = await rotate(id);

  expect(await verifying(id, old, secret)).toEqual([true, true]);
  stage.world.pass(day);
  await look();
  expect(secrets()).toEqual([{ url: 'https://hooks.example.com/in/s3cr3t', key: secret }]);
});

describe('a process that dies', () => {
  const calls = ['webhooks.save', 'webhookSecrets.store', 'webhookSecrets.replace', 'webhookSecrets.delete'];
  /** Fails each call of a kind from the `nth` on, before or after it is carried out. */
  const deaths = calls.flatMap((call) => [1, 2, 3].map((nth) => [call, nth] as const));

  it.each(deaths)(
    'at %s number %i leaves a webhook whose receiver can verify what it is sent',
    async (call, nth) => {
      const { id, secret: old } = await add();
      let count = 0;
      stage.world.fail = (asked) =>
        asked === call && ++count >= nth ? new Error('the process died') : undefined;
      const rotated = await rotate(id).catch(() => undefined);
      stage.world.fail = () => undefined;
      const shown = rotated?.secret ?? old;
      expect(await verifying(id, old, shown)).toEqual([true, true]);
      count = 0;
      stage.world.pass(day);
      stage.world.fail = (asked) =>
        asked === call && ++count >= nth ? new Error('the process died') : undefined;
      await look();
      stage.world.fail = () => undefined;
      expect(await verifying(id, shown)).toEqual([true]);

      for (let minutes = 0; minutes < 4; minutes++) {
        stage.world.pass(minute);
        await look();
      }
      expect(await verifying(id, shown)).toEqual([true]);
      // A key whose answer nobody got is the webhook's all the same: whoever asked rotates again.
      expect(secrets()).toHaveLength(1);
    },
  );
});
