import * as queries from '../../../src/domain/api/queries';
import { pageOf } from '../../../src/domain/api/responses';
import * as webhooks from '../../../src/domain/api/webhook-requests';
import { AddedWebhookView, DeliveryView, WebhookView } from '../../../src/domain/notice/webhook-view';
import { change, read, readId, type Route } from '../route';

const admin = { role: 'admin' } as const;
const idsOfWebhook = (result: unknown) => ({ webhook: (result as WebhookView).id });
const idsOfDelivery = (result: unknown) => ({ delivery: (result as DeliveryView).id });
const changeWebhook = { ...change, ...admin, idsIn: idsOfWebhook, idIsOf: 'webhook' } as const;
const deliver = {
  ...change,
  ...admin,
  status: 202,
  response: DeliveryView,
  idsIn: idsOfDelivery,
  location: '/deliveries/{id}',
} as const;

/** The rows of the route table about webhooks and what is delivered to them. */
export const webhookRoutes = [
  {
    ...changeWebhook,
    path: '/webhooks',
    params: queries.NoParams,
    operation: 'add-webhook',
    summary: 'Add a webhook, and show its signing key once',
    body: webhooks.AddWebhookBody,
    response: AddedWebhookView,
  },
  {
    ...read,
    ...admin,
    path: '/webhooks',
    operation: 'list-webhooks',
    summary: 'List the webhooks, oldest first',
    query: queries.ListImageBuildsQuery,
    response: pageOf(WebhookView),
  },
  {
    ...changeWebhook,
    method: 'DELETE',
    path: '/webhooks/{id}',
    params: queries.IdParams,
    operation: 'remove-webhook',
    summary: 'Remove a webhook, and delete its signing key',
    response: WebhookView,
  },
  {
    ...changeWebhook,
    path: '/webhooks/{id}/rotate',
    params: queries.IdParams,
    operation: 'rotate-webhook',
    summary: 'Rotate the signing key of a webhook, and show the new one once',
    response: AddedWebhookView,
  },
  {
    ...deliver,
    path: '/webhooks/{id}/test',
    params: queries.IdParams,
    operation: 'test-webhook',
    summary: 'Send a test to a webhook',
    idIsOf: 'webhook',
  },
  {
    ...read,
    ...admin,
    path: '/deliveries',
    operation: 'list-deliveries',
    summary: 'List deliveries of one status, newest first',
    query: webhooks.ListDeliveriesQuery,
    response: pageOf(DeliveryView),
  },
  {
    ...readId,
    ...admin,
    path: '/deliveries/{delivery}',
    params: webhooks.DeliveryParams,
    operation: 'get-delivery',
    summary: 'Show a delivery, with what came of each attempt',
    response: DeliveryView,
    idsIn: idsOfDelivery,
  },
  {
    ...deliver,
    path: '/deliveries/{delivery}/send-again',
    params: webhooks.DeliveryParams,
    operation: 'send-again',
    summary: 'Send a notice again that could not be delivered',
  },
] as const satisfies readonly Route[];
