import type { Arns } from '../names';
import type { Permission } from './permission';
import { ofItems } from './shared';

const why = 'Secrets are named by their webhook and key.';

/** The API stores the secret of a webhook and deletes it, and reads none. */
export function storeWebhookSecrets({ webhookSecrets }: Arns): Permission {
  const does = ['CreateSecret', 'PutSecretValue', 'DeleteSecret'];
  return {
    sid: 'StoreWebhookSecrets',
    actions: does.map((name) => `secretsmanager:${name}`),
    resources: [webhookSecrets],
    why,
  };
}

/** The function of the notices: what is due, which webhooks there are and their secrets, and no change of an environment. */
export function tellPermissions(arns: Arns): Permission[] {
  const { table, bus, topic, webhookSecrets } = arns;
  return [
    {
      sid: 'ReadRegistry',
      actions: ['dynamodb:GetItem'],
      resources: [table],
      conditions: ofItems('ENV#*', 'LIFE#*', 'WEBHOOK#*', 'DELIVERY#*', 'EVENT#WEBHOOK#*'),
    },
    {
      sid: 'WriteDeliveries',
      actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
      resources: [table],
      conditions: ofItems('WEBHOOK#*', 'DELIVERY#*'),
    },
    {
      sid: 'AuditWebhooks',
      actions: ['dynamodb:PutItem'],
      resources: [table],
      conditions: ofItems('EVENT#WEBHOOK#*'),
    },
    { sid: 'Find', actions: ['dynamodb:Query'], resources: [arns.index('due'), arns.index('list')] },
    { sid: 'Publish', actions: ['events:PutEvents'], resources: [bus] },
    { sid: 'PublishNotices', actions: ['sns:Publish'], resources: [topic] },
    {
      sid: 'UseWebhookSecrets',
      actions: ['GetSecretValue', 'PutSecretValue', 'DeleteSecret'].map((name) => `secretsmanager:${name}`),
      resources: [webhookSecrets],
      why,
    },
  ];
}
