/** The CDK app: `cdk deploy --all -c config=config/<file>.json`. */
import { resolve } from 'node:path';
import { addStage, createApp } from '../lib/app';
import { loadConfig } from '../lib/config/load-config';
import { factsIn } from '../lib/facts';

const app = createApp();
const file = String(app.node.tryGetContext('config') ?? 'config/dev.json');
addStage(
  app,
  loadConfig(resolve(import.meta.dirname, '..', file)),
  factsIn((name) => app.node.tryGetContext(name)),
);
