import { type Layer, stackNameOf } from './check-layer';
import { meantBy } from './hint';
import { type ScalarNode, textsIn } from './node';
import { describePlace, type FilePlace, problemAt, type Problems } from './place';

/** The files of a folder of stacks by their paths, and what is wrong with them. */
export interface Folder {
  layers: ReadonlyMap<string, Layer>;
  /** Files that could not be read as layers; what is wrong with them is known already. */
  broken: ReadonlySet<string>;
  problems: Problems;
}

/** The layers below each file with the file itself, in the order in which they are merged: a layer counts once, where it is first reached. */
export interface Orders {
  of: (file: string) => readonly Layer[];
}

/** Follows the imports of a folder; each file is followed once, however many import it. */
export function orderLayers(folder: Folder): Orders {
  const known = new Map<string, readonly Layer[]>();
  const of = (file: string, trail: readonly Step[] = []): readonly Layer[] => {
    const found = known.get(file);
    if (found) return found;
    const layer = folder.layers.get(file);
    if (layer === undefined) return [];
    const order = [...below(layer, trail), layer];
    known.set(file, order);
    return order;
  };
  const below = (layer: Layer, trail: readonly Step[]): Layer[] => {
    const order = new Map<string, Layer>();
    for (const item of textsIn(layer.root, 'import')) {
      const file = resolveImport(layer, item, folder);
      if (file === undefined || isCycle({ file, at: item.at, from: layer.file }, trail, folder.problems))
        continue;
      if (order.has(file)) folder.problems.push(withoutEffect(item, order));
      const steps = [...trail, { file, at: item.at, from: layer.file }];
      for (const one of of(file, steps)) order.set(one.file, order.get(one.file) ?? one);
    }
    return [...order.values()];
  };
  return { of: (file) => of(file) };
}

/** An import that was followed: of which file, from where. */
interface Step {
  file: string;
  from: string;
  at: FilePlace;
}

function isCycle(step: Step, trail: readonly Step[], problems: Problems): boolean {
  const files = [trail[0]?.from ?? step.from, ...trail.map(({ file }) => file)];
  const start = files.indexOf(step.file);
  if (start === -1) return false;
  const path = [...files.slice(start), step.file].join(' -> ');
  problems.push(problemAt(step.at, `the imports are a circle: ${path}; remove one of them`));
  return true;
}

function withoutEffect({ at, value }: ScalarNode, order: ReadonlyMap<string, Layer>) {
  const others = [...order.keys()].join(', ');
  return problemAt(
    at,
    `'${String(value)}' has no effect here: it is below what was imported before it (${others}); remove this line, or move it up`,
  );
}

/** The file that an import names; undefined where there is none, and then the problem is known. */
function resolveImport(
  layer: Layer,
  item: ScalarNode & { value: string },
  folder: Folder,
): string | undefined {
  const { layers, broken, problems } = folder;
  const path = pathOf(item.value, layer.file);
  if ('problem' in path) return void problems.push(problemAt(item.at, path.problem));
  const candidates = [path.file, `${path.file}.yaml`, `${path.file}.yml`];
  if (candidates.some((one) => broken.has(one))) return undefined;
  const [found, other] = candidates.filter((one) => layers.has(one));
  if (other !== undefined)
    problems.push(problemAt(item.at, `'${item.value}' is both ${String(found)} and ${other}; write which`));
  if (found === undefined)
    return void problems.push(problemAt(item.at, missing(item.value, path.file, layers)));
  const target = layers.get(found);
  if (target && stackNameOf(target) !== undefined && found !== layer.file) {
    const at = target.root.entries.get('stack')?.at ?? target.root.at;
    problems.push(
      problemAt(
        item.at,
        `'${item.value}' is a stack (${describePlace(at)}), and only layers are imported; move what both need into a layer`,
      ),
    );
    return undefined;
  }
  return found;
}

function missing(written: string, file: string, layers: ReadonlyMap<string, Layer>): string {
  const names = [...layers.keys()].map((one) => one.replace(/\.ya?ml$/, ''));
  const sameName = names.find((one) => one.split('/').at(-1) === file.split('/').at(-1));
  const meant = meantBy(file, names) ?? sameName;
  const hint =
    meant === undefined
      ? 'paths begin at the folder of the stacks, or at this file with ./'
      : `did you mean ${meant}?`;
  return `there is no layer '${written}': ${hint}`;
}

/** The path from the folder of the stacks; a problem where it cannot be one. */
function pathOf(written: string, from: string): { file: string } | { problem: string } {
  if (/:\/\/|::|^git@/.test(written))
    return { problem: `'${written}' is not in this folder; copy the layer into it, nothing is fetched` };
  if (/[*?{}[\]]/.test(written))
    return { problem: `'${written}' is a pattern; name each layer, so that their order is known` };
  if (written.includes('\\'))
    return { problem: `'${written}' has backslashes; write ${written.replaceAll('\\', '/')}` };
  if (written.startsWith('/') || /^[A-Za-z]:/.test(written))
    return { problem: `'${written}' leaves the folder of the stacks; paths begin at that folder` };
  const isRelative = /^\.{1,2}(?:\/|$)/.test(written);
  const base = isRelative ? from.split('/').slice(0, -1) : [];
  const steps = walk(base, written.split('/'));
  if (steps === undefined)
    return { problem: `'${written}' leaves the folder of the stacks; import from inside it` };
  return steps.length === 0 ? { problem: `'${written}' names no file` } : { file: steps.join('/') };
}

/** Where steps lead; undefined where they go above the top. */
function walk(base: readonly string[], steps: readonly string[]): string[] | undefined {
  const path = [...base];
  for (const step of steps) {
    if (step === '..' && path.pop() === undefined) return undefined;
    if (!['', '.', '..'].includes(step)) path.push(step);
  }
  return path;
}
