import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import { webhookKind } from '../../domain/notice/webhook-kind';
import type { AddedWebhookView } from '../../domain/notice/webhook-view';
import type { RequestKey } from '../../domain/registry/entry';
import { requestOf } from '../../domain/registry/requests';
import type { WebhookDeps } from '../ports/notice';
import { decideAndSave } from '../registry/decide-and-save';
import { idOfRequest } from './id-of-request';
import { readActive } from './remove-webhook';
import { showKey } from './show-key';

/** Which webhook; `request` is there when the caller may send it again. */
interface RotateInput {
  actor: Actor;
  id: string;
  request?: RequestKey | undefined;
}

/**
 * Gives a webhook a new signing key:
 * 1. writes the key as one that is being made, which is cleared away where this stops half way,
 * 2. stores its value in a secret of its own,
 * 3. lets it sign. The key before signs beside it for a day, so that receivers can follow, and is then deleted.
 */
export async function rotateWebhook(
  { actor, id, request: asked }: RotateInput,
  deps: WebhookDeps,
): Promise<AddedWebhookView> {
  authorize(actor, 'admin', 'rotate the keys of webhooks');
  await readActive(id, deps);
  const request = requestOf(actor, asked);
  const key = request ? idOfRequest(`${id} ${request.key}`) : deps.newId();
  const place = { kind: webhookKind, entries: deps.webhooks, key: id };
  const command = { type: 'rotate', key, by: actor.id, request } as const;
  const { entry } = await decideAndSave(place, () => [command], deps);
  return showKey({ webhook: entry, key }, deps);
}
