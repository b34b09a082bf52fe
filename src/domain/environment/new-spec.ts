import type { ImportedObject } from './adopt/imported-object';
import { sensitiveNames } from '../template/sensitive-inputs';
import { type Inputs, pinOf, type TemplateVersion, type Upgrade } from '../template/template';
import type { PlanComparison, Spec } from './spec';
import type { References } from './uses/references';
import type { Nap } from './sleep/sleep-state';

/** What was given besides the template: `upgrade` where another version was asked for. */
export interface Given {
  inputs: Inputs;
  /** Names of inputs that were sensitive before; they stay so. */
  sensitive?: readonly string[] | undefined;
  upgrade?: Upgrade | undefined;
  /** What it costs awake and asleep, and which of them it is to be, where the version can sleep. */
  sleep?: Nap | undefined;
  /** Which inputs were taken from outputs of others. */
  references?: References | undefined;
  /** What exists already and is taken in. */
  imports?: ImportedObject[] | undefined;
  /** The order of its stack that asks for it. */
  order?: number | undefined;
  /** With what its plan is left to be held against one that was shown. */
  comparison?: PlanComparison | undefined;
}

/** What an environment of this version is to be made of. */
export function specOf(
  template: TemplateVersion,
  { inputs, sensitive = [], upgrade, sleep, references = {}, imports, order, comparison }: Given,
): Spec {
  const { approval } = template.manifest;
  const names = [...new Set([...sensitiveNames(template.manifest), ...sensitive])].filter(
    (name) => name in inputs,
  );
  return {
    template: pinOf(template),
    inputs,
    approval,
    ...(names.length > 0 && { sensitive: names }),
    ...(upgrade && { upgrade }),
    ...(sleep && { sleep }),
    ...(Object.keys(references).length > 0 && { references }),
    ...(imports && { imports }),
    ...(order !== undefined && { order }),
    ...(comparison && { comparison }),
  };
}
