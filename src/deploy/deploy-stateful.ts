import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { nameIn } from '../plane/names';
import { deployStack } from './deploy-stack';
import { findKept, type Identifier } from './find-kept';
import { root } from './read-stage';
import { assembly, runCdk, type StageOrder, synthesize } from './run-cdk';
import { wasMade } from './stack-state';
import { say } from './say';

/** What the stack of what is kept says of itself. */
export interface StatefulOutputs {
  CatalogBucket: string;
  ClientId: string;
  Issuer: string;
}

/** A stage as it is synthesized, the account that it is deployed to, and its CloudFormation. */
export interface StatefulOrder extends StageOrder {
  account: string;
  cloudFormation: CloudFormationClient;
}

/**
 * Deploys what is kept. A first creation has no protection yet, so that AWS can take it back where it fails, and the next
 * deployment begins anew; what an earlier stack of the stage has left is taken over.
 */
export async function deployStateful(order: StatefulOrder): Promise<StatefulOutputs> {
  const stack = nameIn(order.config.stage, 'stateful');
  if (!(await wasMade(order.cloudFormation, stack))) await makeStateful(order, stack);
  return deployStack<StatefulOutputs>(order.config, 'stateful');
}

async function makeStateful(order: StatefulOrder, stack: string): Promise<void> {
  const { config, account } = order;
  const left = await findKept(resourcesOf(stack), { account, region: config.region });
  if (Object.keys(left).length > 0) return takeOver(stack, left);
  await synthesize({ ...order, protection: 'off' });
  await deployStack(config, 'stateful');
  await synthesize(order);
}

async function takeOver(stack: string, left: Record<string, Identifier>): Promise<void> {
  say(`${stack} takes over resources that an earlier stack left: ${Object.keys(left).join(', ')}.`);
  const mapping = join(assembly, `${stack}.import.json`);
  writeFileSync(join(root, mapping), JSON.stringify(left));
  await runCdk(['import', stack, '--app', assembly, '--resource-mapping', mapping, '--force']);
}

function resourcesOf(stack: string): Parameters<typeof findKept>[0] {
  const text = readFileSync(join(root, assembly, `${stack}.template.json`), 'utf8');
  return (JSON.parse(text) as { Resources: Parameters<typeof findKept>[0] }).Resources;
}
