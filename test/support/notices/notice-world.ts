import { createDynamoEntries } from '../../../src/aws/dynamo-entries';
import type { Table } from '../../../src/aws/dynamo-table';
import { keyName } from '../../../src/aws/notices/secrets-webhooks';
import { deliveryKind, type Sent } from '../../../src/domain/notice/delivery-kind';
import type { WebhookSecret } from '../../../src/domain/notice/webhook';
import { webhookKind } from '../../../src/domain/notice/webhook-kind';
import type { KeyPlace, Post, WebhookPorts } from '../../../src/operations/ports/notice';

/** What is outside of a plane that notifies: secrets, receivers, mail and the bus. */
export interface NoticeWorld {
  /** By webhook; of a key that was made by a rotation, by webhook and key. */
  secrets: Map<string, WebhookSecret>;
  posts: Post[];
  mails: { subject: string; text: string }[];
  /** Deliveries that the API asked for. */
  wanted: string[];
  /** Why an address must not be called; undefined where it may. */
  refuse: (url: string) => string | undefined;
  /** What a receiver answers. */
  answer: (post: Post) => Sent;
}

async function replaceIn({ secrets }: NoticeWorld, place: KeyPlace, secret: WebhookSecret): Promise<boolean> {
  const name = keyName(place);
  if (!secrets.has(name)) return false;
  secrets.set(name, secret);
  return true;
}

/** Receivers that take everything. */
export function newNoticeWorld(): NoticeWorld {
  return {
    secrets: new Map(),
    posts: [],
    mails: [],
    wanted: [],
    refuse: () => undefined,
    answer: () => ({ ok: true, status: 200, reason: 'delivered' }),
  };
}

type Guarded = <Port extends object>(name: string, port: Port) => Port;

/** What the API has of webhooks. */
export function webhookPortsOf(table: Table, world: NoticeWorld, guarded: Guarded): WebhookPorts {
  const bus = guarded('deliveryRequests', {
    want: async (delivery: string) => void world.wanted.push(delivery),
  });
  return {
    webhooks: guarded('webhooks', createDynamoEntries(table, webhookKind)),
    deliveries: guarded('deliveries', createDynamoEntries(table, deliveryKind)),
    webhookSecrets: guarded('webhookSecrets', {
      store: async (place: KeyPlace, secret: WebhookSecret) => void world.secrets.set(keyName(place), secret),
      replace: (place: KeyPlace, secret: WebhookSecret) => replaceIn(world, place, secret),
      delete: async (place: KeyPlace) => void world.secrets.delete(keyName(place)),
    }),
    checkReceiver: (url) => Promise.resolve(world.refuse(url)),
    wantDelivery: (delivery) => bus.want(delivery),
  };
}
