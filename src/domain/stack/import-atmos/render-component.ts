import { type MapNode, type NodeValue, valueOf } from '../node';
import { hasActions, renderTemplate } from './go-template';
import { changeTexts } from './locals';
import { mapAt, noMap } from './merge-values';
import { type Importing } from './resolve-manifest';

import type { AtmosComponent, Resolved } from './atmos-component';

/** Templates are rendered with what the component itself says, where Atmos does. */
export function renderComponent(
  component: Resolved & { stack: string; manifest: string },
  root: MapNode,
  { config }: Importing,
): Pick<AtmosComponent, 'vars' | 'settings'> {
  if (!config.templates) return component;
  const { stack, manifest, name, folder } = component;
  const path = manifest.replace(/\.ya?ml(?:\.tmpl)?$/, '');
  const data = {
    ...dataOf(component),
    locals: valueOf(mapAt(root, 'locals') ?? noMap),
    atmos_stack: stack,
    stack,
    atmos_manifest: path,
    atmos_stack_file: path,
    component: folder,
    workspace: (folder === name ? stack : `${stack}-${name}`).replaceAll('/', '-'),
  };
  const fill = (map: MapNode) => changeTexts(map, (text) => fillText(text, data)) as MapNode;
  return { vars: fill(component.vars), settings: fill(component.settings) };
}

function fillText(text: string, data: Record<string, NodeValue>): string {
  if (!hasActions(text)) return text;
  const result = renderTemplate(text, data);
  // What has no value here may have one in Atmos, which knows more: then the template stays, and is listed.
  return 'text' in result && !result.text.includes('<no value>') ? result.text : text;
}

/** What templates are given of a component. */
export function dataOf({ name, vars, settings, metadata }: Resolved): Record<string, NodeValue> {
  return {
    vars: valueOf(vars),
    settings: valueOf(settings),
    metadata: valueOf(metadata),
    env: {},
    atmos_component: name,
  };
}
