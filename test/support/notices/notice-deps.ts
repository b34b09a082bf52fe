import { createDynamoDueIndex } from '../../../src/aws/dynamo-due';
import type { Table } from '../../../src/aws/dynamo-table';
import { keyName } from '../../../src/aws/notices/secrets-webhooks';
import { noticesShard } from '../../../src/domain/notice/notices-shard';
import type { NoticeDeps } from '../../../src/operations/ports/notice';
import type { RegistryDeps, VisitDeps } from '../../../src/operations/ports/registry';
import type { StageDeps, World } from '../plane/deps';

/** What the function of the notices has, on the same table and in the same world as the API. */
export function noticeDepsOn(
  table: Table,
  world: World,
  deps: RegistryDeps & Pick<StageDeps, 'registry' | 'webhooks' | 'deliveries' | 'webhookSecrets'>,
): NoticeDeps & VisitDeps {
  const { audit, bus, log, meter, clock, newId, registry, webhooks, deliveries, webhookSecrets } = deps;
  const outside = world.notices;
  return {
    audit,
    bus,
    log,
    meter,
    clock,
    newId,
    registry,
    webhooks,
    deliveries,
    due: createDynamoDueIndex(table, noticesShard),
    webhookSecrets: {
      read: (place) => Promise.resolve(outside.secrets.get(keyName(place))),
      replace: (place, secret) => webhookSecrets.replace(place, secret),
      delete: (place) => webhookSecrets.delete(place),
    },
    sendPost: async (post) => {
      outside.posts.push(post);
      return outside.answer(post);
    },
    publishNotice: async ({ subject, text }) => {
      outside.mails.push({ subject, text });
      return { ok: true, status: null, reason: 'published' };
    },
    baseUrl: 'https://api.example.com',
  };
}
