import type { Webhook } from '../../domain/notice/webhook';
import { webhookKind, type WebhookCommand } from '../../domain/notice/webhook-kind';
import type { RegistryDeps } from '../ports/registry';
import type { NoticeDeps, WebhookPorts, WebhookSecrets } from '../ports/notice';
import type { BoundKind } from '../registry/bound-kind';
import { prepareRetirement } from './read-keys';

type Deps = RegistryDeps &
  Pick<WebhookPorts, 'webhooks'> & { webhookSecrets: Pick<WebhookSecrets, 'delete'> };

/** Webhooks as the loop of the registry knows them; the function of the notices looks at them (`sweptWebhooks`). */
export const webhooks: BoundKind<Webhook, WebhookCommand, Deps> = {
  kind: webhookKind,
  entries: (deps) => deps.webhooks,
  effects: {
    'delete-secret': ({ key }, { id }, { webhookSecrets }) =>
      webhookSecrets.delete({ webhook: id, key: key ?? id }),
  },
  look: () => Promise.resolve([]),
};

/** The same for who may read secrets: keys whose secret nobody reported are given up, and those that were replaced are retired. */
export const sweptWebhooks: BoundKind<Webhook, WebhookCommand, NoticeDeps> = {
  ...webhooks,
  look: async (seen, deps) => {
    const retired = await prepareRetirement(seen, deps);
    return [
      { type: 'give-up' },
      ...(retired === undefined ? [] : [{ type: 'retire', key: retired } as const]),
    ];
  },
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
