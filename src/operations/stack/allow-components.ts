import { invalid } from '../../domain/base/errors';
import { allowUse, type Asker } from '../../domain/environment/allow-use';
import { enabledIn } from '../../domain/stack/entry/check-document';
import { parseReference } from '../../domain/stack/reference';
import type { ResolvedComponent, ResolvedStack } from '../../domain/stack/resolved-stack';
import { schemaAt } from '../../domain/stack/schema';
import { fitReference } from '../../domain/template/fit/fit-reference';
import { sensitiveNames } from '../../domain/template/sensitive-inputs';
import { parseInputs, type TemplateVersion } from '../../domain/template/template';

/** The version of each component, by the component's name. */
export type Versions = Readonly<Record<string, TemplateVersion>>;

/**
 * Which version each component is of. The asker must be one who may build each of them where it is to be; values are held against
 * the templates, and each output against the input that takes it, before anything runs.
 */
export function allowComponents(document: ResolvedStack, asker: Asker): Versions {
  const components = Object.entries(enabledIn(document));
  const versions = Object.fromEntries(
    components.map(([name, one]) => [name, allowComponent(document, { name, one }, asker)]),
  );
  for (const [name, one] of components) checkValues({ document, name, one }, versions);
  return versions;
}

function allowComponent(
  document: ResolvedStack,
  { name, one }: { name: string; one: ResolvedComponent },
  asker: Asker,
): TemplateVersion {
  const { name: template, version, bundle } = one.template;
  const target = one.target ?? document.target;
  const allowed = allowUse(asker, { template, version, target, what: 'create' });
  if (allowed.template.bundle === bundle) return allowed.template;
  const why = `${template} ${version} has another bundle by now; resolve the stack again`;
  throw invalid(`components.${name}.template`, why);
}

interface Checked {
  document: ResolvedStack;
  name: string;
  one: ResolvedComponent;
}

/** Values that are all there are held against the template now; with references among them, at the component's turn. */
function checkValues(checked: Checked, versions: Versions): void {
  const { name, one } = checked;
  const manifest = versions[name]?.manifest;
  if (!manifest) return;
  const secret = sensitiveNames(manifest).find((input) => Object.hasOwn(one.inputs, input));
  if (secret !== undefined)
    throw invalid(
      `components.${name}.inputs.${secret}`,
      'is sensitive, and inputs of stacks are not encrypted; use an input that takes the ARN or name of a secret',
    );
  if (one.references.length === 0) parseInputs(manifest, one.inputs);
  else checkReferences(checked, versions);
}

function checkReferences({ document, name, one }: Checked, versions: Versions): void {
  for (const { path, ref } of one.references) {
    const reference = parseReference(ref);
    if (typeof reference === 'string' || 'environment' in reference) continue;
    if ((reference.stack ?? document.stack) !== document.stack) continue;
    const producer = versions[reference.component]?.manifest;
    const consumer = versions[name]?.manifest.inputs;
    if (!producer || !consumer) continue;
    const { output, step } = reference;
    const fit = fitReference({ manifest: producer, output, step }, schemaAt(consumer, stepsOf(path)) ?? {});
    if (fit.result === 'refused') throw invalid(`components.${name}.inputs${path}`, `${ref}: ${fit.why}`);
  }
}

/** The steps of a JSON pointer; a number may be a position of a list. */
function stepsOf(pointer: string): (string | number)[] {
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
