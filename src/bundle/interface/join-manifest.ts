import { issuesOf } from '../../domain/base/parse';
import type { TemplateFile } from '../../domain/template/template-file';
import { type Manifest, PublishableManifest } from '../../domain/template/template';
import { joinInputs } from './join-inputs';
import { joinOutputs, refusedOutputs } from './join-outputs';
import type { ModuleInterface } from './module-interface';

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
