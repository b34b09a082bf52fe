import { activeKeys, retiringKey, signingKeys } from '../../domain/notice/signing-keys';
import type { Webhook } from '../../domain/notice/webhook';
import type { NoticeDeps } from '../ports/notice';

type SecretDeps = Pick<NoticeDeps, 'webhookSecrets' | 'clock'>;

/** The address of a webhook, and the keys that a notice is signed with now, the newest first; what cannot be found is missing. */
export async function readKeys(
  webhook: Webhook,
  { webhookSecrets, clock }: SecretDeps,
): Promise<{ url: string | undefined; keys: string[] }> {
  const read = activeKeys(webhook).map(async ({ id: key }) => ({
    id: key,
    secret: await webhookSecrets.read({ webhook: webhook.id, key }),
  }));
  const found = await Promise.all(read);
  const url = found.find(({ secret }) => secret?.url !== undefined)?.secret?.url;
  const keys = signingKeys(webhook, clock()).flatMap(({ id }) => {
    const value = found.find((one) => one.id === id)?.secret?.key;
    return value === undefined ? [] : [value];
  });
  return { url, keys };
}

/**
 * The oldest key of a webhook, if another one signs in its place: the address is copied to the secret of that one first, so that
 * whichever of the two is read has it, until the item forgets the old one and its secret is deleted.
 */
export async function prepareRetirement(webhook: Webhook, deps: SecretDeps): Promise<string | undefined> {
  const retiring = retiringKey(webhook, deps.clock());
  if (!retiring) return undefined;
  const { key, next } = retiring;
  const place = { webhook: webhook.id, key: next.id };
  const { webhookSecrets } = deps;
  const old = await webhookSecrets.read({ webhook: webhook.id, key: key.id });
  const secret = await webhookSecrets.read(place);
  if (old?.url !== undefined && secret && secret.url === undefined)
    await webhookSecrets.replace(place, { url: old.url, key: secret.key });
  return key.id;
}
