import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createDynamoEntries } from '../../src/aws/dynamo-entries';
import { createDeliveryRequests } from '../../src/aws/eventbridge-bus';
import { createReceivers } from '../../src/aws/notices/https-receivers';
import { createWebhookSecrets } from '../../src/aws/notices/secrets-webhooks';
import { BusConfig, StageConfig } from '../../src/config/hub';
import { type ProcessEnvironment, readConfig } from '../../src/config/read-config';
import { ReceiversConfig } from '../../src/config/receivers';
import { RegistryConfig } from '../../src/config/stores';
import { deliveryKind } from '../../src/domain/notice/delivery-kind';
import { secretsPrefix } from '../../src/domain/notice/notices-shard';
import { webhookKind } from '../../src/domain/notice/webhook-kind';
import type { WebhookPorts } from '../../src/operations/ports/notice';
import { documentClient } from '../_edge/document-client';
import { hubClient } from '../_edge/hub-client';

/** What only those operations need that are about webhooks: the API stores secrets, and reads none. */
export function buildWebhookPorts(env?: ProcessEnvironment): WebhookPorts {
  const table = { name: readConfig(RegistryConfig, env).LEASEHOLD_TABLE, client: documentClient() };
  const { LEASEHOLD_STAGE: stage } = readConfig(StageConfig, env);
  const { LEASEHOLD_WEBHOOK_RECEIVERS: receivers } = readConfig(ReceiversConfig, env);
  const bus = readConfig(BusConfig, env).LEASEHOLD_EVENT_BUS;
  return {
    webhooks: createDynamoEntries(table, webhookKind),
    deliveries: createDynamoEntries(table, deliveryKind),
    webhookSecrets: createWebhookSecrets(new SecretsManagerClient(hubClient), secretsPrefix(stage)),
    checkReceiver: createReceivers({ loopback: receivers === 'loopback' }).check,
    wantDelivery: createDeliveryRequests(new EventBridgeClient(hubClient), bus),
  };
}
