import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { addStage, createApp, type Stage } from '../../lib/app';
import { loadConfig } from '../../lib/config/load-config';

/** The stacks of the committed configuration, under another stage's name if one is given. */
export function stageOf(stage = 'dev', app = createApp()): Stage {
  const config = loadConfig(join(process.cwd(), 'config/dev.json'));
  return addStage(app, { ...config, stage });
}

/** What `cdk synth` would write for the committed configuration. */
export function templatesOf(stage = 'dev'): Record<keyof Stage, Template> {
  const stacks = Object.entries(stageOf(stage)).map(([name, stack]) => [name, Template.fromStack(stack)]);
  return Object.fromEntries(stacks) as Record<keyof Stage, Template>;
}

/** A folder for a cloud assembly of two stages in one account, and its templates' paths. */
export function synthesizeStages(...stages: string[]): { folder: string; templates: string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-synth-'));
  const app = createApp({ outdir: folder });
  for (const stage of stages) stageOf(stage, app);
  const { stacks } = app.synth();
  return { folder, templates: stacks.map(({ templateFullPath }) => templateFullPath) };
}
