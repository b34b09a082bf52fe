import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import type { AddWebhookBody } from '../../domain/api/webhook-requests';
import { DomainError, invalid } from '../../domain/base/errors';
import { mostWebhooks, type Webhook } from '../../domain/notice/webhook';
import { newWebhook } from '../../domain/notice/webhook-kind';
import type { AddedWebhookView } from '../../domain/notice/webhook-view';
import type { RequestKey } from '../../domain/registry/entry';
import { remembers, requestOf } from '../../domain/registry/requests';
import type { RegistryDeps } from '../ports/registry';
import type { WebhookPorts } from '../ports/notice';
import { idOfRequest } from './id-of-request';
import { showKey } from './show-key';
import { readWebhooks } from './webhooks';

/** Where to send what; `request` is there when the caller may send it again. */
export interface AddWebhookInput extends AddWebhookBody {
  actor: Actor;
  request?: RequestKey | undefined;
}

type Deps = RegistryDeps & WebhookPorts;

/**
 * Adds a webhook:
 * 1. refuses an address that must not be called,
 * 2. writes it as one that is being made, which the sweep clears away where this stops half way,
 * 3. stores the address and a new key as its secret, and only then sends it anything.
 * The same request again is the same webhook.
 */
export async function addWebhook(input: AddWebhookInput, deps: Deps): Promise<AddedWebhookView> {
  const { actor, url } = input;
  authorize(actor, 'admin', 'add webhooks');
  const refused = await deps.checkReceiver(url);
  if (refused !== undefined) throw invalid('url', refused);
  const made = await make(input, deps);
  return showKey({ webhook: made, key: made.id, url }, deps);
}

async function make(
  { actor, url, shape, notices, teams, ...asked }: AddWebhookInput,
  deps: Deps,
): Promise<Webhook> {
  const request = requestOf(actor, asked.request);
  const id = request ? idOfRequest(request.key) : deps.newId();
  const before = await deps.webhooks.get(id);
  if (before && remembers(before, request)) return before;
  if ((await readWebhooks(deps)).length >= mostWebhooks)
    throw new DomainError('TooManyWebhooks', { most: mostWebhooks });
  const host = new URL(url).origin;
  const webhook = newWebhook({ id, request, host, shape, notices, teams, by: actor.id }, deps.clock());
  if (await deps.webhooks.insert(webhook, null)) return webhook;
  throw new DomainError('VersionConflict', { name: id });
}
