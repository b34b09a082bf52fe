import { closest } from '../../domain/base/closest';
import { issuesOf } from '../../domain/base/parse';
import type { AddedOutput, TemplateFile } from '../../domain/template/template-file';
import { type Manifest, PublishableManifest } from '../../domain/template/template';
import { joinInputs } from './join-inputs';
import type { ModuleInterface, ModuleOutput } from './module-interface';

/** A manifest as the catalog has it, or why there is none. */
export type JoinedManifest = { manifest: Manifest } | { wrong: string[] };

/** Joins what a template.yaml says with what its root module says; every contradiction is named by its place in the file. */
export function joinManifest(file: TemplateFile, own: ModuleInterface): JoinedManifest {
  const { set: _set, module: _module, ...rest } = file;
  const inputs = joinInputs(own.variables, file.inputs, file);
  const wrong = inputs.wrong.concat(refusedOutputs(own.outputs, file.outputs));
  const joined = { ...rest, inputs: inputs.schema, outputs: joinOutputs(own.outputs, file.outputs) };
  if (wrong.length > 0) return { wrong };
  const parsed = PublishableManifest.safeParse(joined);
  if (parsed.success) return { manifest: parsed.data };
  return { wrong: issuesOf(parsed.error).map(({ field, message }) => `${field} ${message}`) };
}

function joinOutputs(outputs: readonly ModuleOutput[], added: Record<string, AddedOutput>) {
  return Object.fromEntries(
    outputs.map(({ name, description, sensitive }) => {
      const { description: words, type } = added[name] ?? {};
      return [name, { description: words ?? description ?? name, sensitive, ...(type && { type }) }];
    }),
  );
}

function refusedOutputs(outputs: readonly ModuleOutput[], added: Record<string, AddedOutput>): string[] {
  const names = outputs.map(({ name }) => name);
  return Object.entries(added).flatMap(([name, { sensitive }]) => {
    const own = outputs.find((output) => output.name === name);
    if (own === undefined) return [`outputs.${name} is not an output of the module${meant(name, names)}`];
    if (sensitive === undefined || sensitive === own.sensitive) return [];
    return [
      `outputs.${name} is sensitive only in ${own.sensitive ? 'the module' : 'template.yaml'}; mark the module's output as sensitive, or neither`,
    ];
  });
}

function meant(name: string, names: readonly string[]): string {
  const one = closest(name, names);
  return one === undefined ? '' : ` (did you mean ${one}?)`;
}
