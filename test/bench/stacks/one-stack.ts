import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLayers } from '../../../src/client/stacks/read-layers';
import { renderResolved } from '../../../src/domain/stack/render-resolved';
import { draftStacks, resolveStacks } from '../../../src/domain/stack/resolve-stacks';
import { stackTemplateOf } from '../../../src/domain/stack/template-of-manifest';
import { benchTemplates } from './bench-templates';
import { componentNames } from './make-folder';

const templates = new Map(benchTemplates.map((one) => [one.name as string, stackTemplateOf(one as never)]));

/** Milliseconds of CPU to read the files of one stack, and to resolve, check and render it with all sources. */
export function resolveOneStack(folder: string): number {
  const layers = ['org/_defaults', 'org/dev/_defaults', 'org/dev/eu-west-1', 'mixins/development'];
  const catalog = componentNames.map((name) => `catalog/${name}`);
  const paths = [...layers, ...catalog, 'stacks/dev/eu-west-1/env-0'].map((one) => `${one}.yaml`);
  const began = process.cpuUsage();
  const files = paths.map((file) => {
    const bytes = readFileSync(join(folder, file));
    return { file, bytes, digest: createHash('sha256').update(bytes).digest('hex') };
  });
  const read = readLayers(files);
  const { stacks, problems } = resolveStacks(
    draftStacks(read, new Map()),
    ({ name }) => templates.get(name),
    read.problems,
  );
  const [stack] = [...stacks.values()];
  if (stack === undefined || problems.length > 0) throw new Error('The stack of the bench is wrong.');
  renderResolved(stack);
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}
