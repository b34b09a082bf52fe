import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { parseJsonRecord } from '../../domain/base/parse';
import { WebhookSecret } from '../../domain/notice/webhook';
import type { WebhookSecrets } from '../../operations/ports/notice';

/** A secret for each webhook, with its address and its signing key, named behind `prefix`. */
export function createWebhookSecrets(client: SecretsManagerClient, prefix: string): WebhookSecrets {
  const nameOf = (webhook: string) => `${prefix}${webhook}`;
  return {
    store: (webhook, secret) => store(client, nameOf(webhook), JSON.stringify(secret)),
    read: (webhook) => read(client, nameOf(webhook)),
    delete: async (webhook) => {
      const now = new DeleteSecretCommand({ SecretId: nameOf(webhook), ForceDeleteWithoutRecovery: true });
      await unlessAbsent(client.send(now));
    },
  };
}

/** One that is there is of the same request, sent again: it gets the newer key. */
async function store(client: SecretsManagerClient, name: string, SecretString: string): Promise<void> {
  try {
    await client.send(new CreateSecretCommand({ Name: name, SecretString }));
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    await client.send(new PutSecretValueCommand({ SecretId: name, SecretString }));
  }
}

async function read(client: SecretsManagerClient, SecretId: string): Promise<WebhookSecret | undefined> {
  const value = await unlessAbsent(client.send(new GetSecretValueCommand({ SecretId })));
  if (value?.SecretString === undefined) return undefined;
  return parseJsonRecord(WebhookSecret, Buffer.from(value.SecretString), 'The secret of a webhook');
}

async function unlessAbsent<Result>(asked: Promise<Result>): Promise<Result | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
