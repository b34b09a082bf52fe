import { leasehold } from '../access/actor';
import { DomainError } from '../base/errors';
import { type Instant, plus } from '../base/time';
import type { EntryChange, EntryEvent, EntryKind, RequestKey } from '../registry/entry';
import { withRequest } from '../registry/requests';
import {
  makingWindow,
  Webhook,
  webhookDueAt,
  type WebhookEvent,
  type WebhookEventType,
  type WebhookShape,
} from './webhook';
import type { ChosenNotice } from './notice';
import { noticesShard } from './notices-shard';

/** What is asked for, and by whom; `id` is its own. */
export interface AskedWebhook {
  id: string;
  request: RequestKey | undefined;
  host: string;
  shape: WebhookShape;
  notices: ChosenNotice[];
  teams: string[];
  by: string;
}

/** What is said of a webhook. */
export type WebhookCommand = { type: 'note-secret' } | { type: 'remove'; by: string } | { type: 'give-up' };

const prefix = 'WEBHOOK';

/** Webhooks as entries of the registry. */
export const webhookKind: EntryKind<Webhook, WebhookCommand> = {
  prefix,
  schema: Webhook,
  keyOf: ({ id }) => id,
  decide: decideWebhook,
  toEvent: toWebhookEvent,
  subjectOf: ({ webhook }) => `${prefix}#${webhook}`,
  measure: () => [],
  dueAt: webhookDueAt,
  dueIn: noticesShard,
  list: 'WEBHOOKS',
  indexes: ({ id, createdAt, status }) => ({ sort: `${createdAt} ${id}`, shown: { status } }),
  logIds: ({ id }) => ({ webhook: id }),
  logKey: (webhook) => ({ webhook }),
  absent: (webhook) => new DomainError('WebhookNotFound', { webhook }),
};

/** A webhook whose secret has yet to be stored: it is sent nothing. */
export function newWebhook({ request, ...asked }: AskedWebhook, now: Instant): Webhook {
  return {
    ...asked,
    status: 'making',
    version: 1,
    createdAt: now,
    updatedAt: now,
    seq: 0,
    outbox: [],
    effects: [],
    requests: request ? withRequest({ requests: [] }, request, now) : [],
  };
}

function decideWebhook(
  seen: Webhook,
  command: WebhookCommand,
  { now }: { now: Instant },
): EntryChange<Webhook> | null {
  switch (command.type) {
    case 'note-secret':
      if (seen.status === 'removed') throw new DomainError('WebhookNotFound', { webhook: seen.id });
      return seen.status === 'making'
        ? changed(seen, 'active', { type: 'WebhookAdded', actor: seen.by })
        : null;
    case 'remove':
      return removed(seen, command.by);
    case 'give-up':
      if (seen.status !== 'making' || now < plus(seen.createdAt, makingWindow)) return null;
      return removed(seen, leasehold);
  }
}

function removed(seen: Webhook, actor: string): EntryChange<Webhook> | null {
  if (seen.status === 'removed') return null;
  const change = changed(seen, 'removed', { type: 'WebhookRemoved', actor });
  return { ...change, effects: [{ type: 'delete-secret' }] };
}

function changed(
  seen: Webhook,
  status: Webhook['status'],
  { type, actor }: { type: WebhookEventType; actor: string },
): EntryChange<Webhook> {
  const data = { host: seen.host, shape: seen.shape };
  return { entry: { ...seen, status }, events: [{ type, actor, data }], effects: [] };
}

function toWebhookEvent({ id: webhook }: Webhook, event: EntryEvent): WebhookEvent {
  return { ...(event as EntryEvent & Pick<WebhookEvent, 'type' | 'data'>), webhook };
}
