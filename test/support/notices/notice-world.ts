import { createDynamoEntries } from '../../../src/aws/dynamo-entries';
import type { Table } from '../../../src/aws/dynamo-table';
import { deliveryKind, type Sent } from '../../../src/domain/notice/delivery-kind';
import type { WebhookSecret } from '../../../src/domain/notice/webhook';
import { webhookKind } from '../../../src/domain/notice/webhook-kind';
import type { Post, WebhookPorts } from '../../../src/operations/ports/notice';

/** What is outside of a plane that notifies: secrets, receivers, mail and the bus. */
export interface NoticeWorld {
  /** By webhook. */
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
      store: async (webhook: string, secret: WebhookSecret) => void world.secrets.set(webhook, secret),
      delete: async (webhook: string) => void world.secrets.delete(webhook),
    }),
    checkReceiver: (url) => Promise.resolve(world.refuse(url)),
    wantDelivery: (delivery) => bus.want(delivery),
  };
}
