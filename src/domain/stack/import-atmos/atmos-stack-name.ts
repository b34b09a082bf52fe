import { type MapNode } from '../node';
import { problemAt } from '../place';
import { renderTemplate } from './go-template';
import { saidName } from './said-name';
import { scalarAt } from './merge-values';
import type { Finding } from './repository';
import { type Importing } from './resolve-manifest';

import type { Resolved } from './atmos-component';

import { dataOf } from './render-component';
interface Naming {
  root: MapNode;
  manifest: string;
  importing: Importing;
}

/** The name of the stack as Atmos works it out: said, by a template, by a pattern, or the path of the manifest. */
export function atmosStackName(component: Resolved, { root, manifest, importing }: Naming): string {
  const { nameTemplate, namePattern } = importing.config;
  const path = manifest.replace(/\.ya?ml(?:\.tmpl)?$/, '');
  const said = saidName(root, { manifest, importing });
  if (said !== undefined) return said;
  if (nameTemplate !== undefined && nameTemplate !== '') {
    const rendered = renderTemplate(nameTemplate, dataOf(component));
    return 'text' in rendered
      ? rendered.text.trim()
      : unnamed(rendered.why, path, { root, manifest, importing });
  }
  return namePattern === undefined || namePattern === '' ? path : byPattern(namePattern, component, path);
}

function byPattern(pattern: string, { vars }: Resolved, path: string): string {
  let isWhole = true;
  const name = pattern.replaceAll(/\{(namespace|tenant|environment|stage)\}/g, (_, token: string) => {
    const value = scalarAt(vars, token);
    isWhole &&= value !== undefined && value !== null;
    return String(value);
  });
  // Atmos knows no other token, and would call every stack by it.
  return isWhole && !/\{\w*\}/.test(name) ? name : path;
}

function unnamed(why: string, path: string, { root, importing }: Naming): string {
  const finding: Finding = {
    kind: 'template',
    ...problemAt(
      root.at,
      `the name of the stack could not be rendered (${why}); it is called after its path`,
    ),
  };
  importing.findings.push(finding);
  return path;
}
