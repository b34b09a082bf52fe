import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import { deliveryKind } from '../../domain/notice/delivery-kind';
import { type DeliveryView, toDeliveryView } from '../../domain/notice/webhook-view';
import type { RegistryDeps } from '../ports/registry';
import type { WebhookPorts } from '../ports/notice';
import { decideAndSave } from '../registry/decide-and-save';
import { ask } from './ask';

/** Has a delivery that failed tried anew, under the same id: a receiver that has it after all knows it by that. */
export async function sendAgain(
  { actor, delivery }: { actor: Actor; delivery: string },
  deps: RegistryDeps & Pick<WebhookPorts, 'deliveries' | 'wantDelivery'>,
): Promise<DeliveryView> {
  authorize(actor, 'admin', 'send notices again');
  const place = { kind: deliveryKind, entries: deps.deliveries, key: delivery };
  const { entry } = await decideAndSave(place, () => [{ type: 'send-again' }], deps);
  await ask(entry, deps);
  return toDeliveryView(entry);
}
