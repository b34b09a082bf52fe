import type { Delivery } from '../../domain/notice/delivery';
import type { RegistryDeps } from '../ports/registry';
import type { WebhookPorts } from '../ports/notice';

/** Has a delivery tried now; without that it is tried when it is due, half a minute or so later. */
export async function ask(
  { id }: Delivery,
  { wantDelivery, log }: Pick<WebhookPorts, 'wantDelivery'> & Pick<RegistryDeps, 'log'>,
): Promise<void> {
  await wantDelivery(id).catch((error: unknown) => {
    log.warn('the delivery is made when it is due', { delivery: id, error });
  });
}
