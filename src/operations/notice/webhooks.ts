import type { Webhook } from '../../domain/notice/webhook';
import { webhookKind, type WebhookCommand } from '../../domain/notice/webhook-kind';
import type { RegistryDeps } from '../ports/registry';
import type { WebhookPorts, WebhookSecrets } from '../ports/notice';
import type { BoundKind } from '../registry/bound-kind';

type Deps = RegistryDeps &
  Pick<WebhookPorts, 'webhooks'> & { webhookSecrets: Pick<WebhookSecrets, 'delete'> };

/** Webhooks as the loop of the registry knows them: one whose secret nobody reported is given up. */
export const webhooks: BoundKind<Webhook, WebhookCommand, Deps> = {
  kind: webhookKind,
  entries: (deps) => deps.webhooks,
  effects: {
    'delete-secret': (_effect, { id }, { webhookSecrets }) => webhookSecrets.delete(id),
  },
  look: (seen) => Promise.resolve(seen.status === 'making' ? [{ type: 'give-up' }] : []),
};

/** All that there are; there are few. */
export async function readWebhooks({ webhooks: all }: Pick<WebhookPorts, 'webhooks'>): Promise<Webhook[]> {
  const found: Webhook[] = [];
  let cursor: string | undefined;
  do {
    const page = await all.list({ is: { status: ['making', 'active'] } }, { limit: 100, cursor });
    found.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return found;
}
