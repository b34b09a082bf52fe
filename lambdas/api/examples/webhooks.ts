import type { AddedWebhookView, DeliveryView, WebhookView } from '../../../src/domain/notice/webhook-view';

export const webhook: WebhookView = {
  id: '01JD3V8K2N7Q4R5S6T7V8W9XYZ',
  host: 'https://hooks.example.com',
  shape: 'generic',
  notices: [],
  teams: ['data'],
  addedBy: 'people:root@example.com',
  createdAt: '2026-01-01T00:00:00.000Z',
  previousKeyUntil: null,
};

/** Whoever adds it is shown its key, and nobody else. */
export const addedWebhook: AddedWebhookView = {
  ...webhook,
  secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
};

/** Until then its receiver may know the key of before alone. */
export const rotatedWebhook: AddedWebhookView = {
  ...addedWebhook,
  previousKeyUntil: '2026-01-05T00:00:00.000Z',
};

export const deadDelivery: DeliveryView = {
  id: '01JD3V8K2N7Q4R5S6T7V8W9ABC-000012.01JD3V8K2N7Q4R5S6T7V8W9XYZ',
  to: webhook.id,
  status: 'dead',
  notice: {
    id: '01JD3V8K2N7Q4R5S6T7V8W9ABC-000012',
    type: 'lease.ends_soon',
    at: '2026-01-02T00:00:00.000Z',
    environment: {
      name: 'demo',
      life: '01JD3V8K2N7Q4R5S6T7V8W9ABC',
      sequence: 12,
      owner: 'people:ada@example.com',
      team: 'data',
    },
    title: 'demo ends in 1d',
  },
  attempts: [{ at: '2026-01-04T00:00:00.000Z', ok: false, status: 503, reason: 'it answered 503' }],
  nextAt: null,
  createdAt: '2026-01-02T00:00:00.000Z',
};

const sentAgain: DeliveryView = { ...deadDelivery, status: 'waiting', nextAt: '2026-01-05T00:00:30.000Z' };

/** An example of each operation about webhooks. */
export const webhookExamples = {
  'add-webhook': {
    body: { url: 'https://hooks.example.com/leasehold', shape: 'generic' as const, teams: ['data'] },
    response: addedWebhook,
  },
  'list-webhooks': { response: { items: [webhook], next: null } },
  'remove-webhook': { response: webhook },
  'rotate-webhook': { response: rotatedWebhook },
  'test-webhook': { response: { ...sentAgain, nextAt: null, attempts: [] } },
  'list-deliveries': { response: { items: [deadDelivery], next: null } },
  'get-delivery': { response: deadDelivery },
  'send-again': { response: sentAgain },
};
