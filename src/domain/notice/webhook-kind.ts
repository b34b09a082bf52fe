import { DomainError } from '../base/errors';
import type { Instant } from '../base/time';
import type { EntryChange, EntryEvent, EntryKind, RequestKey } from '../registry/entry';
import { newEntry } from '../registry/new-entry';
import { type AskedKey, beginKey, giveUpKeys, noteSecret, removeWebhook, retireKey } from './change-keys';
import type { ChosenNotice } from './notice';
import { noticesShard } from './notices-shard';
import { Webhook, webhookDueAt, type WebhookEvent, type WebhookShape } from './webhook';

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

/** What is said of a webhook, and of its keys by their ids. */
export type WebhookCommand =
  | ({ type: 'rotate'; request: RequestKey | undefined } & AskedKey)
  | { type: 'note-secret'; key: string }
  | { type: 'retire'; key: string }
  | { type: 'remove'; by: string }
  | { type: 'give-up' };

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
    ...newEntry(now, request),
    status: 'making',
    keys: [{ id: asked.id, by: asked.by, madeAt: now }],
    version: 1,
    createdAt: now,
  };
}

function decideWebhook(
  seen: Webhook,
  command: WebhookCommand,
  { now }: { now: Instant },
): EntryChange<Webhook> | null {
  switch (command.type) {
    case 'rotate':
      return beginKey(seen, command, now);
    case 'note-secret':
      return noteSecret(seen, command.key, now);
    case 'retire':
      return retireKey(seen, command.key, now);
    case 'remove':
      return removeWebhook(seen, command.by, now);
    case 'give-up':
      return giveUpKeys(seen, now);
  }
}

function toWebhookEvent({ id: webhook }: Webhook, event: EntryEvent): WebhookEvent {
  return { ...(event as EntryEvent & Pick<WebhookEvent, 'type' | 'data'>), webhook };
}
