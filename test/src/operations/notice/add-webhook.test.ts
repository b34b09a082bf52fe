import { addWebhook } from '../../../../src/operations/notice/add-webhook';
import { listWebhooks } from '../../../../src/operations/notice/list-webhooks';
import { lookAtNotices } from '../../../../src/operations/notice/look-at-notices';
import { removeWebhook } from '../../../../src/operations/notice/remove-webhook';
import { minute } from '../../../../src/domain/base/time';
import { mostWebhooks, WebhookEvent } from '../../../../src/domain/notice/webhook';
import { askedWebhook } from '../../../support/notices/webhooks';
import { noticeDepsOn } from '../../../support/notices/notice-deps';
import { actors, useStage } from '../../../support/plane/operations-stage';

const stage = useStage();
const { root } = actors;
const add = (more = {}) => addWebhook(askedWebhook(more), stage.deps);
const listed = async () => (await listWebhooks({ actor: root, limit: 100 }, stage.deps)).items;
const look = () => lookAtNotices(noticeDepsOn(stage.table, stage.world, stage.deps));
const request = { key: 'once', digest: 'a' };

it('keeps key and address in the secret, and shows the key once', async () => {
  const { secret, ...shown } = await add();
  const item = JSON.stringify(await stage.deps.webhooks.get(shown.id));

  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(stage.world.notices.secrets.get(shown.id)).toEqual({
    url: 'https://hooks.example.com/in/s3cr3t',
    key: secret,
  });
  expect(item).not.toContain('s3cr3t');
  expect(item).not.toContain(secret);
  expect(await listed()).toEqual([shown]);
  expect(shown.host).toBe('https://hooks.example.com');
});

it('refuses an address that must not be called, and writes nothing', async () => {
  stage.world.notices.refuse = () => 'must be of the public internet: x is 10.0.0.1, which is not';

  await expect(add()).rejects.toMatchObject({ code: 'InvalidRequest', issues: [{ field: 'url' }] });
  expect(await listed()).toEqual([]);
});

it('refuses whoever is no administrator', async () => {
  await expect(add({ actor: actors.ada })).rejects.toMatchObject({ code: 'Forbidden' });
});

it('is the same webhook with another key when the request is sent again', async () => {
  const first = await add({ request });
  const again = await add({ request });

  expect(again.id).toBe(first.id);
  expect(again.secret).not.toBe(first.secret);
  expect(stage.world.notices.secrets.get(first.id)?.key).toBe(again.secret);
  expect(await listed()).toHaveLength(1);
  await expect(add({ request: { ...request, digest: 'b' } })).rejects.toMatchObject({
    code: 'IdempotencyKeyReused',
  });
});

it.each(['webhookSecrets.store', 'webhooks.save'])(
  'that dies at %s is sent nothing, and is cleared away with its secret',
  async (call) => {
    stage.world.fail = (asked) => (asked === call ? new Error('the process died') : undefined);
    await expect(add()).rejects.toThrow('the process died');
    stage.world.fail = () => undefined;

    expect(await listed()).toEqual([]);
    stage.world.pass(14 * minute);
    await look();
    expect(stage.world.notices.secrets.size).toBe(call === 'webhooks.save' ? 1 : 0);
    stage.world.pass(minute);
    await look();
    expect(stage.world.notices.secrets.size).toBe(0);
  },
);

it('writes into the audit who added it and who removed it', async () => {
  const { id } = await add();
  await removeWebhook({ actor: root, id }, stage.deps);
  const { items } = await stage.deps.audit.list(WebhookEvent, `WEBHOOK#${id}`, { after: 0, limit: 10 });

  expect(items).toMatchObject([
    { seq: 1, type: 'WebhookAdded', actor: root.id, data: { host: 'https://hooks.example.com' } },
    { seq: 2, type: 'WebhookRemoved', actor: root.id },
  ]);
  expect(await listed()).toEqual([]);
});

it('deletes the secret of a removed one also where the first try fails', async () => {
  const { id } = await add();
  stage.world.fail = (call) => (call === 'webhookSecrets.delete' ? new Error('throttled') : undefined);
  await removeWebhook({ actor: root, id }, stage.deps);
  expect(stage.world.notices.secrets.size).toBe(1);
  stage.world.fail = () => undefined;
  stage.world.pass(minute);
  await look();

  expect(stage.world.notices.secrets.size).toBe(0);
});

it('refuses more than the most that each notice is sent to', async () => {
  for (let count = 0; count < mostWebhooks; count++) await add();

  await expect(add()).rejects.toMatchObject({ code: 'TooManyWebhooks' });
});
