import { join, relative } from 'node:path';
import type { PlainRoot } from '../../bundle/eject/plain-root';
import { renderVariables, variablesFile } from '../../bundle/eject/render-variables';
import { type Files, runnerFiles } from '../../bundle/files';
import { stateFile } from '../../bundle/terraform/terraform';
import { isTest } from '../../bundle/write-files';
import { writeExact } from '../../domain/base/exact-json';
import type { Applied } from '../../domain/environment/spec';
import { referenceText } from '../../domain/environment/uses/references';
import type { RunContext } from '../run-context';
import { defaultTagsFile, providerOverride } from '../terraform/override-file';
import type { Workspace } from '../terraform/workspace';

/** What a plain root is made of beside the work directory. */
type Facts = Pick<RunContext, 'environment' | 'target'> & { applied: Applied; state: Uint8Array };

/** The files of the template as they were published, and beside those of the root module what a run gives it: values, providers, tags, state. */
export function plainRootOf(workspace: Workspace, facts: Facts): PlainRoot {
  const { environment, target, applied } = facts;
  const { manifest, executables } = workspace;
  const root = relative(workspace.folder, workspace.root);
  const published = [...workspace.files].filter(([path]) => path !== 'bundle.json' && !isTest.test(path));
  const files = new Map([...published, ...givenFiles(root, workspace, facts)]);
  return {
    about: {
      environment: environment.name,
      life: environment.id,
      template: applied.template.name,
      version: applied.template.version,
      engine: applied.template.engine,
      region: target.region,
      root,
      modules: manifest.modules,
      executables: [...executables].filter((path) => files.has(path)),
    },
    files,
  };
}

function givenFiles(root: string, { module, variables }: Workspace, facts: Facts): Files {
  const { environment, target, applied, state } = facts;
  const settings = { target, tags: environment.tags };
  const provider = providerOverride(module, settings);
  const tags = defaultTagsFile(module, settings);
  const given: [string, Uint8Array][] = [
    [variablesFile, Buffer.from(renderVariables(variables, commentsOf(applied)))],
    [stateFile, state],
  ];
  if (provider) given.push([runnerFiles.override, jsonOf({ provider })]);
  if (tags) given.push([runnerFiles.defaultTags, jsonOf(tags)]);
  return new Map(given.map(([name, bytes]) => [join(root, name), bytes]));
}

function commentsOf({ references = {} }: Applied): Record<string, string> {
  const texts = Object.entries(references).map(
    ([input, one]) => [input, `from ${referenceText(one)}`] as const,
  );
  return {
    ...Object.fromEntries(texts),
    leasehold: 'what Leasehold told the template of its environment: names and tags are made of it',
  };
}

function jsonOf(value: unknown): Uint8Array {
  return Buffer.from(`${writeExact(value, 2)}\n`);
}
