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
import type { KeyPlace, WebhookSecrets } from '../../operations/ports/notice';

/** A secret for each key of a webhook, named behind `prefix`: a key that is deleted leaves no earlier version of a secret behind. */
export function createWebhookSecrets(client: SecretsManagerClient, prefix: string): WebhookSecrets {
  const nameOf = (place: KeyPlace) => `${prefix}${keyName(place)}`;
  return {
    store: (place, secret) => store(client, nameOf(place), JSON.stringify(secret)),
    replace: (place, secret) => replace(client, nameOf(place), JSON.stringify(secret)),
    read: (place) => read(client, nameOf(place)),
    delete: async (place) => {
      const now = new DeleteSecretCommand({ SecretId: nameOf(place), ForceDeleteWithoutRecovery: true });
      await unlessAbsent(client.send(now));
    },
  };
}

/** The name of a key's secret within those of the stage; the first key has the id of its webhook. */
export function keyName({ webhook, key }: KeyPlace): string {
  return key === webhook ? webhook : `${webhook}/${key}`;
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

async function replace(
  client: SecretsManagerClient,
  SecretId: string,
  SecretString: string,
): Promise<boolean> {
  const put = new PutSecretValueCommand({ SecretId, SecretString });
  return (await unlessAbsent(client.send(put))) !== undefined;
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
