import type { Node } from './node';

/** Keys of maps are often names with slashes, as those of image repositories. */
const part = '[A-Za-z0-9_/:@+=-]+';
const outputName = '[A-Za-z_][A-Za-z0-9_-]*';
const name = '[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?';
const forms = {
  component: new RegExp(
    `^(?:(?<stack>${name})/)?(?<component>${name})\\.(?<output>${outputName})(?:\\.(?<step>${part}))?$`,
  ),
  environment: new RegExp(
    `^env:(?<environment>[a-z][a-z0-9-]*)\\.(?<output>${outputName})(?:\\.(?<step>${part}))?$`,
  ),
};

/** An output of a component, of this stack where none is named. */
export interface ComponentReference {
  stack?: string | undefined;
  component: string;
  output: string;
  /** One step into the value: a name, or an index from 0. */
  step?: string | undefined;
}

/** An output of an environment that is part of no stack. */
export interface EnvironmentReference {
  environment: string;
  output: string;
  step?: string | undefined;
}

export type Reference = ComponentReference | EnvironmentReference;

/** Whether a value is `{ref: …}` and nothing else, which stands for an output. */
export function isReference(node: Node): boolean {
  return node.kind === 'map' && node.entries.size === 1 && node.entries.has('ref') && node.mark !== 'literal';
}

/** What a reference names; a text where it names nothing, which says why and what to write. */
export function parseReference(text: string): Reference | string {
  const environment = forms.environment.exec(text)?.groups;
  if (environment) return environment as unknown as EnvironmentReference;
  const component = forms.component.exec(text)?.groups;
  if (component) return component as unknown as ComponentReference;
  return whyNone(text);
}

function whyNone(text: string): string {
  const written = 'write <component>.<output>, <stack>/<component>.<output> or env:<environment>.<output>';
  if (/\[[^\]]*\]/.test(text)) {
    const dotted = text.replaceAll(/\[["']?([^\]"']*)["']?\]/g, '.$1');
    return `'${text}' is not a reference: a step into a value is written with a dot, such as ${dotted}`;
  }
  if (/^(?:[^.]+\/)?[^.]+$/.test(text))
    return `'${text}' names no output; write ${text.replace(/^env:$/, 'env:<environment>')}.<output>`;
  if (text.split('.').length > 3)
    return `'${text}' takes more than one step into a value; have the template publish what you need as an output of its own`;
  if (/[^\w./:@+=-]/.test(text)) return `'${text}' is not a reference, which has no expressions; ${written}`;
  return `'${text}' is not a reference; ${written}`;
}

/** A reference as it is written. */
export function describeReference(reference: Reference): string {
  const { output, step } = reference;
  const path = step === undefined ? output : `${output}.${step}`;
  if ('environment' in reference) return `env:${reference.environment}.${path}`;
  const { stack, component } = reference;
  return `${stack === undefined ? '' : `${stack}/`}${component}.${path}`;
}
