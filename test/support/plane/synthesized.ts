import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addStage, createApp, type Stage } from '../../../lib/app';
import { type AccountFacts, usualAccount } from '../../../lib/facts';
import { loadConfig } from '../../../lib/config/load-config';
import type { DeployConfig } from '../../../lib/config/schema';

/** The stacks of the committed configuration, under another stage's name if one is given, or otherwise changed. */
export function stageOf(
  stage = 'dev',
  app = createApp(),
  changes: Partial<DeployConfig> = {},
  facts: AccountFacts = usualAccount,
): Stage {
  const config = loadConfig(join(process.cwd(), 'config/dev.json'));
  return addStage(app, { ...config, stage, ...changes }, facts);
}

/** What `cdk synth` would write for the committed configuration. */
export function templatesOf(
  stage = 'dev',
  changes: Partial<DeployConfig> = {},
  facts: AccountFacts = usualAccount,
): Record<'stateful' | 'controlPlane', Template> {
  const stacks = Object.entries(stageOf(stage, createApp(), changes, facts)).map(([name, stack]) => [
    name,
    Template.fromStack(stack),
  ]);
  return Object.fromEntries(stacks) as ReturnType<typeof templatesOf>;
}

/** What is written for a stage that bakes the image of its builds. */
export function bakedTemplates(): Record<keyof Required<Stage>, Template> {
  const stacks = Object.entries(stageOf('dev', createApp(), { runnerImage: 'baked' }));
  return Object.fromEntries(stacks.map(([name, stack]) => [name, Template.fromStack(stack)])) as ReturnType<
    typeof bakedTemplates
  >;
}

/** A folder for a cloud assembly of two stages in one account, and its templates' paths. */
export function synthesizeStages(...stages: string[]): { folder: string; templates: string[] } {
  return synthesize((app) => stages.forEach((stage) => stageOf(stage, app)));
}

/** The same for a stage that bakes the image of its builds. */
export function synthesizeBaked(
  stage: string,
  changes: Partial<DeployConfig> = {},
): { folder: string; templates: string[] } {
  return synthesize((app) => stageOf(stage, app, { ...changes, stage, runnerImage: 'baked' }));
}

function synthesize(add: (app: App) => unknown): { folder: string; templates: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-synth-'));
  const app = createApp({ outdir: folder });
  add(app);
  const { stacks } = app.synth();
  return { folder, templates: stacks.map(({ templateFullPath }) => templateFullPath) };
}
