import { sensitiveNames } from '../template/sensitive-inputs';
import { type Inputs, pinOf, type TemplateVersion } from '../template/template';
import type { Spec } from './environment';

/** What an environment of this version is to be made of; an input that was sensitive before stays so. */
export function specOf(template: TemplateVersion, inputs: Inputs, before: readonly string[] = []): Spec {
  const { approval } = template.manifest;
  const names = [...new Set([...sensitiveNames(template.manifest), ...before])].filter(
    (name) => name in inputs,
  );
  return { template: pinOf(template), inputs, approval, ...(names.length > 0 && { sensitive: names }) };
}
