import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { monotonicFactory } from 'ulid';
import { createDynamoAudit } from '../../src/aws/dynamo-audit';
import { createDynamoDueIndex } from '../../src/aws/dynamo-due';
import { createDynamoEntries } from '../../src/aws/dynamo-entries';
import { createEventBridgeBus } from '../../src/aws/eventbridge-bus';
import { createReceivers } from '../../src/aws/notices/https-receivers';
import { createWebhookSecrets } from '../../src/aws/notices/secrets-webhooks';
import { createSnsNotices } from '../../src/aws/notices/sns-notices';
import { readClock } from '../../src/config/clock';
import { NoticesConfig } from '../../src/config/notices';
import { type ProcessEnvironment, readConfig } from '../../src/config/read-config';
import { environmentKind } from '../../src/domain/environment/environment-kind';
import { deliveryKind } from '../../src/domain/notice/delivery-kind';
import { noticesShard, secretsPrefix } from '../../src/domain/notice/notices-shard';
import { webhookKind } from '../../src/domain/notice/webhook-kind';
import type { NoticeDeps } from '../../src/operations/ports/notice';
import type { VisitDeps } from '../../src/operations/ports/registry';
import { documentClient } from '../_edge/document-client';
import { hubClient } from '../_edge/hub-client';
import { logger } from '../_edge/logger';
import { meter } from '../_edge/meter';

/** What the function of the notices needs, from the variables given. Throws Misconfigured. */
export function buildNoticeDeps(env?: ProcessEnvironment): NoticeDeps & VisitDeps {
  const config = readConfig(NoticesConfig, env);
  const table = { name: config.LEASEHOLD_TABLE, client: documentClient() };
  const clock = readClock();
  const nextId = monotonicFactory();
  const receivers = createReceivers({ loopback: config.LEASEHOLD_WEBHOOK_RECEIVERS === 'loopback' });
  return {
    registry: createDynamoEntries(table, environmentKind),
    webhooks: createDynamoEntries(table, webhookKind),
    deliveries: createDynamoEntries(table, deliveryKind),
    due: createDynamoDueIndex(table, noticesShard),
    audit: createDynamoAudit(table, clock),
    bus: createEventBridgeBus(new EventBridgeClient(hubClient), config.LEASEHOLD_EVENT_BUS),
    webhookSecrets: createWebhookSecrets(
      new SecretsManagerClient(hubClient),
      secretsPrefix(config.LEASEHOLD_STAGE),
    ),
    sendPost: receivers.send,
    publishNotice: createSnsNotices(new SNSClient(hubClient), config.LEASEHOLD_NOTICES_TOPIC),
    baseUrl: config.LEASEHOLD_URL.replace(/\/$/, ''),
    clock,
    newId: () => nextId(Date.parse(clock())),
    log: logger,
    meter,
  };
}
