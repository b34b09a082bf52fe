import type { Deps } from '../../src/operations/ports/deps';
import type { WebhookPorts } from '../../src/operations/ports/notice';
import { addWebhook } from '../../src/operations/notice/add-webhook';
import { getDelivery } from '../../src/operations/notice/get-delivery';
import { listDeliveries } from '../../src/operations/notice/list-deliveries';
import { listWebhooks } from '../../src/operations/notice/list-webhooks';
import { removeWebhook } from '../../src/operations/notice/remove-webhook';
import { rotateWebhook } from '../../src/operations/notice/rotate-webhook';
import { sendAgain } from '../../src/operations/notice/send-again';
import { testWebhook } from '../../src/operations/notice/test-webhook';
import type { Operations } from './dispatch';

type WebhookOperation =
  | 'add-webhook'
  | 'list-webhooks'
  | 'remove-webhook'
  | 'rotate-webhook'
  | 'test-webhook'
  | 'list-deliveries'
  | 'get-delivery'
  | 'send-again';

/** The operations about webhooks and what they deliver, by their names in the route table. */
export const webhookOperations: Pick<Operations<Deps & WebhookPorts>, WebhookOperation> = {
  'add-webhook': addWebhook,
  'list-webhooks': listWebhooks,
  'remove-webhook': removeWebhook,
  'rotate-webhook': rotateWebhook,
  'test-webhook': testWebhook,
  'list-deliveries': listDeliveries,
  'get-delivery': getDelivery,
  'send-again': sendAgain,
};
