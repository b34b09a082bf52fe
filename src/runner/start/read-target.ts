import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDynamoEntries } from '../../aws/dynamo-entries';
import { type ProcessEnvironment, readConfig } from '../../config/read-config';
import { RegistryConfig } from '../../config/stores';
import { type Target, TargetsConfig } from '../../config/target';
import { runFailure } from '../../domain/environment/run-failure';
import type { TargetEntry } from '../../domain/target/target-entry';
import { targetKind } from '../../domain/target/target-kind';
import { accountOf } from '../../domain/target/target-role';
import type { HubClient, Identity } from './identity';

/** Whose targets: the run's sessions, how its clients are configured, and the variables with the document's. */
interface Parts extends Pick<Identity, 'sessions'> {
  hub: HubClient;
  env: ProcessEnvironment;
}

/**
 * Reads how a target is configured: its entry, whatever its status, so that what lives in one can always be destroyed. Before
 * the first reader after an upgrade has made an entry, the deployment's document says it.
 */
export function targetsOf({ sessions, hub, env }: Parts): (name: string) => Promise<Target> {
  const deployed = readConfig(TargetsConfig, env).LEASEHOLD_TARGETS;
  return async (name) => {
    const entry = await readEntry(name, { ...hub, credentials: sessions.about(name) });
    const named = deployed.find((one) => one.name === name);
    const target = entry ? placeOf(entry, deployed) : named;
    if (target) return target;
    throw runFailure('configuration', `There is no target '${name}'.`);
  };
}

async function readEntry(name: string, hub: HubClient): Promise<TargetEntry | undefined> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(hub));
  try {
    const table = { name: readConfig(RegistryConfig).LEASEHOLD_TABLE, client };
    return await createDynamoEntries(table, targetKind).get(name);
  } finally {
    client.destroy();
  }
}

/** What an emulator stands in for is as this start of the plane made it: its address, and for the target itself all else. */
function placeOf({ name, settings }: TargetEntry, deployed: readonly Target[]): Target {
  const { access: _, ...place } = settings;
  const emulated = deployed.filter(({ endpoint }) => endpoint !== undefined);
  const same = emulated.find((one) => one.name === name);
  if (same) return { ...same, ...(place.parallelism !== undefined && { parallelism: place.parallelism }) };
  const account = accountOf(place.roleArn);
  const near = emulated.find(({ roleArn }) => account !== undefined && accountOf(roleArn) === account);
  return { name, ...place, ...(near?.endpoint !== undefined && { endpoint: near.endpoint }) };
}
