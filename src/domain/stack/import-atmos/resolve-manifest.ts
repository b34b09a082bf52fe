import { type MapNode, type Node, valueOf } from '../node';
import { type FilePlace, problemAt } from '../place';
import { matchesGlob } from './glob';
import { hasActions, renderTemplate, type TemplateData } from './go-template';
import { withLocals } from './locals';
import { at, mapAt, mergeMaps, noMap, scalarAt } from './merge-values';
import type { AtmosRepository, Finding } from './repository';

/** What is read, and where what is wrong is put. */
export interface Importing extends AtmosRepository {
  findings: Finding[];
}

/** What a manifest is imported with. */
interface Import {
  context: MapNode;
  skipTemplates: boolean;
  /** Overrides of those who import it. */
  inline: MapNode;
  imported: MapNode;
  trail: readonly string[];
}

/** A manifest with everything that it imports. */
export interface MergedManifest {
  root: MapNode;
  inline: MapNode;
  imported: MapNode;
}

/** A manifest that is a stack, merged with its imports. */
export function resolveManifest(file: string, importing: Importing): MapNode | undefined {
  const start = { context: noMap, skipTemplates: false, inline: noMap, imported: noMap, trail: [] };
  return follow(file, start, importing)?.root;
}

function follow(file: string, how: Import, importing: Importing): MergedManifest | undefined {
  const own = readManifest(file, how, importing);
  if (own === undefined) return undefined;
  const { lists } = importing.config;
  const inline = mergeMaps(
    [mapAt(own, 'overrides'), mapAt(own, 'terraform', 'overrides'), how.inline],
    lists,
  );
  let imported = how.imported;
  const layers: MapNode[] = [];
  for (const one of importsOf(own, file, importing)) {
    const context = mergeMaps([one.context, how.context], lists);
    const inner = {
      context,
      skipTemplates: one.skipTemplates,
      inline,
      imported,
      trail: [...how.trail, file],
    };
    const found = isCircle(one, inner.trail, importing) ? undefined : follow(one.file, inner, importing);
    if (found === undefined) continue;
    imported = mergeMaps([imported, found.imported, found.inline], lists);
    layers.push(found.root);
  }
  const self = withOverrides(own, mergeMaps([imported, inline], lists));
  return { root: mergeMaps([...layers, self], lists), inline, imported };
}

function isCircle({ file, at: place }: Imported, trail: readonly string[], { findings }: Importing): boolean {
  if (!trail.includes(file)) return false;
  findings.push({
    kind: 'unread',
    ...problemAt(place, `the imports are a circle: ${[...trail, file].join(' -> ')}`),
  });
  return true;
}

function readManifest(file: string, how: Import, importing: Importing): MapNode | undefined {
  const shown = `${importing.config.stacksPath}/${file}`;
  const written = importing.files.get(file) ?? '';
  const isRendered = (how.context.entries.size > 0 || file.endsWith('.tmpl')) && !how.skipTemplates;
  const text =
    isRendered && hasActions(written) ? renderFile({ text: written, file: shown }, how, importing) : written;
  const parsed = importing.parse(shown, text);
  if ('kind' in parsed) return withLocals(parsed);
  importing.findings.push({ ...parsed, kind: 'unread' });
  return undefined;
}

/** What a context does not say may be for the templates of the stack, which are rendered last: then the text stays. */
function renderFile(
  { text, file }: { text: string; file: string },
  { context }: Import,
  { findings }: Importing,
): string {
  const data = valueOf(context) as TemplateData;
  const whole = renderTemplate(text, data);
  if ('text' in whole && !whole.text.includes('<no value>')) return whole.text;
  return text
    .split('\n')
    .map((line, index) => {
      if (!hasActions(line)) return line;
      const rendered = renderTemplate(line, data);
      if ('text' in rendered && !rendered.text.includes('<no value>')) return rendered.text;
      const why = 'why' in rendered ? rendered.why : 'a value is not in the context of the import';
      findings.push({ kind: 'template', file, line: index + 1, column: 1, message: why });
      return line;
    })
    .join('\n');
}

/** Overrides belong to the components that a manifest itself names. */
function withOverrides(own: MapNode, overrides: MapNode): MapNode {
  const components = mapAt(own, 'components', 'terraform');
  if (components === undefined || overrides.entries.size === 0) return own;
  const entries = [...components.entries].map(([name, one]): [string, Node] => {
    if (one.kind !== 'map') return [name, one];
    return [name, { ...one, entries: new Map(one.entries).set('overrides', overrides) }];
  });
  const terraform = { ...components, entries: new Map(entries) };
  const all = { ...(at(own, 'components') as MapNode) };
  all.entries = new Map(all.entries).set('terraform', terraform);
  return { ...own, entries: new Map(own.entries).set('components', all) };
}

interface Imported {
  file: string;
  at: FilePlace;
  context: MapNode;
  skipTemplates: boolean;
}

function importsOf(own: MapNode, from: string, importing: Importing): Imported[] {
  const list = at(own, 'import');
  const items = list?.kind === 'list' ? list.items : list?.kind === 'scalar' ? [list] : [];
  return items.flatMap((item) => {
    const path = item.kind === 'scalar' ? item.value : scalarAt(item, 'path');
    if (typeof path !== 'string') return [];
    const files = filesFor(path, from, importing);
    const isOptional = scalarAt(item, 'skip_if_missing') === true;
    if (files.length === 0 && !isOptional)
      importing.findings.push({
        kind: 'unread',
        ...problemAt(item.at, `there is no manifest for the import '${path}'`),
      });
    const context = mapAt(item, 'context') ?? noMap;
    const skipTemplates = scalarAt(item, 'skip_templates_processing') === true;
    return files.map((file) => ({ file, at: item.at, context, skipTemplates }));
  });
}

/** The manifests that an import means, in the order of their names. */
function filesFor(path: string, from: string, { files }: AtmosRepository): string[] {
  const isRelative = /^\.{1,2}\//.test(path);
  const base = isRelative ? from.split('/').slice(0, -1) : [];
  const steps: string[] = [];
  for (const step of [...base, ...path.split('/')])
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  const wanted = steps.join('/');
  const hasEnding = /\.(?:ya?ml)(?:\.tmpl)?$/.test(wanted);
  const endings = ['.yaml', '.yml', '.yaml.tmpl', '.yml.tmpl', ''];
  const names = hasEnding ? [wanted] : endings.map((end) => wanted + end);
  const exact = names.find((name) => files.has(name));
  if (exact !== undefined) return [exact];
  return [...files.keys()].filter((file) => names.some((name) => matchesGlob(name, file))).sort();
}
