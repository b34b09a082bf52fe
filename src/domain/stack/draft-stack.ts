import { type Layer, stackNameOf } from './check-layer';
import { hintFor, meantBy } from './hint';
import { merge, settle } from './merge';
import { type MapNode, mapIn, type Node, type ScalarNode, textUnder, textsIn } from './node';
import type { Orders } from './order-layers';
import { type FilePlace, problemAt, type Problems } from './place';
import { namesAt, saidAt } from './said-at';
import { splitTemplate, TemplateText } from './stack-file';

/** What a stack says of itself beside its components. */
export const headNames = ['account', 'region', 'environment', 'target', 'lease'] as const;
export type HeadName = (typeof headNames)[number];
export type Heads = Partial<Record<HeadName, ScalarNode & { value: string }>>;

/** A stack as its layers say it, before its templates are known. */
export interface StackDraft {
  name: string;
  file: string;
  at: FilePlace;
  /** All layers of it, the lowest first, the file of the stack last. */
  layers: readonly Layer[];
  heads: Heads;
  /** Whether its networks are not connected to other stacks, so that they may have the same addresses. */
  isIsolated: boolean;
  components: ReadonlyMap<string, ComponentDraft>;
}

/** The template of a component with its range, and where both are said. */
export interface DraftedTemplate {
  name: string;
  range?: string | undefined;
  at: FilePlace;
  /** Absent where no layer says a range. */
  rangeAt?: FilePlace | undefined;
}

/** A component as the layers of its stack say it. */
export interface ComponentDraft {
  name: string;
  at: FilePlace;
  /** Absent where no layer says one; the problem is known then. */
  template?: DraftedTemplate | undefined;
  enabled: boolean;
  /** Where it says that it is not. */
  disabledAt?: FilePlace | undefined;
  after: readonly (ScalarNode & { value: string })[];
  target?: (ScalarNode & { value: string }) | undefined;
  lease?: (ScalarNode & { value: string }) | undefined;
  /** What the layers say of its inputs, lowest first; those of `defaults` only count where the template has such an input. */
  inputs: { defaults: readonly MapNode[]; own: readonly Node[] };
}

/** What stacks are drafted from. */
export interface Drafting {
  orders: Orders;
  presets: ReadonlyMap<string, Layer>;
  problems: Problems;
}

/** The stack that a file is. */
export function draftStack(file: Layer, drafting: Drafting): StackDraft {
  const layers = withPreset(drafting.orders.of(file.file), drafting.presets);
  const node = file.root.entries.get('stack') ?? file.root;
  const heads = Object.fromEntries(
    headNames.flatMap((name) => {
      const found = lastText(layers, name);
      return found === undefined ? [] : [[name, found]];
    }),
  ) as Heads;
  const names = new Set(namesAt(layers, 'components'));
  const components = [...names].map((name) => draftComponent(name, { layers, names, ...drafting }));
  return {
    name: stackNameOf(file) ?? '',
    file: file.file,
    at: node.at,
    layers,
    heads,
    isIsolated: isSaid(layers, 'isolated'),
    components: new Map(components.map((one) => [one.name, one])),
  };
}

function withPreset(layers: readonly Layer[], presets: ReadonlyMap<string, Layer>): readonly Layer[] {
  const preset = presets.get(lastText(layers, 'preset')?.value ?? '');
  return preset === undefined ? layers : [preset, ...layers];
}

function lastText(layers: readonly Layer[], name: string): (ScalarNode & { value: string }) | undefined {
  const merged = fold(layers.map(({ root }) => root.entries.get(name)));
  return merged && textUnder({ kind: 'map', at: merged.at, entries: new Map([[name, merged]]) }, name);
}

function isSaid(layers: readonly Layer[], name: string): boolean {
  const merged = fold(layers.map(({ root }) => root.entries.get(name)));
  return merged?.kind === 'scalar' && merged.value === true;
}

/** Values of one thing, lowest first, as one. */
function fold(nodes: readonly (Node | undefined)[]): Node | undefined {
  const problems: Problems = [];
  return nodes.reduce<Node | undefined>(
    (below, above) => (above === undefined ? below : merge(below, above, { problems })),
    undefined,
  );
}

interface Around extends Drafting {
  layers: readonly Layer[];
  names: ReadonlySet<string>;
}

function draftComponent(name: string, around: Around): ComponentDraft {
  const { layers, problems } = around;
  const said = saidAt(layers, ['components', name]);
  const own = headOf(said, problems);
  const last = said.at(-1);
  const at = last?.key ?? last?.at ?? { file: '', line: 1, column: 1 };
  const text = textUnder(own, 'template');
  if (own?.entries.has('template') !== true) problems.push(problemAt(at, withoutTemplate(name, around)));
  const asked = text && readTemplate(text.value);
  const defaults = asked ? saidAt(layers, ['templates', asked.name]) : [];
  const mixins = textsIn(own, 'mixins').flatMap((mixin) => sayOfMixin(mixin, around));
  const all = headOf([...defaults, ...mixins, ...said], problems);
  const version = textUnder(all, 'version');
  const enabled = all?.entries.get('enabled');
  const isOff = enabled?.kind === 'scalar' && enabled.value === false;
  return {
    name,
    at,
    template: text &&
      asked && {
        ...asked,
        range: asked.range ?? version?.value,
        at: text.at,
        rangeAt: asked.range === undefined ? version?.at : text.at,
      },
    enabled: !isOff,
    disabledAt: isOff ? enabled.at : undefined,
    after: textsIn(all, 'after'),
    target: textUnder(all, 'target'),
    lease: textUnder(all, 'lease'),
    inputs: {
      defaults: saidAt(layers, ['defaults', 'inputs']),
      own: [...defaults, ...mixins, ...said].flatMap((one) => inputsOf(one)),
    },
  };
}

/** What is not the name of a template was refused where it is written. */
function readTemplate(text: string): ReturnType<typeof splitTemplate> | undefined {
  return TemplateText.safeParse(text).success ? splitTemplate(text) : undefined;
}

/** What is said beside the inputs, which are merged by the schema of their template. */
function headOf(said: readonly MapNode[], problems: Problems): MapNode | undefined {
  const heads = said.map((one) => ({
    ...one,
    entries: new Map([...one.entries].filter(([name]) => name !== 'inputs')),
  }));
  const merged = heads.reduce<Node | undefined>(
    (below, above) => merge(below, above, { problems }),
    undefined,
  );
  const settled = merged && settle(merged, { problems });
  return settled?.kind === 'map' ? settled : undefined;
}

/** What is unset counts too: it takes away what is below. */
function inputsOf(said: MapNode): Node[] {
  const found = said.entries.get('inputs');
  return found?.kind === 'map' || found?.mark === 'unset' ? [found] : [];
}

/** A mixin by its name, as all layers say it. */
function sayOfMixin(mixin: ScalarNode & { value: string }, { layers, problems }: Around): MapNode[] {
  const said = saidAt(layers, ['mixins', mixin.value]);
  if (said.length > 0) return said;
  const known = namesAt(layers, 'mixins');
  problems.push(problemAt(mixin.at, `there is no mixin '${mixin.value}': ${hintFor(mixin.value, known)}`));
  return [];
}

function withoutTemplate(name: string, { layers, names }: Around): string {
  if (['terraform', 'helmfile'].includes(name))
    return `'${name}' is not a component; write components directly below components`;
  const others = [...names].filter((other) => other !== name && hasTemplate(other, layers));
  const meant = meantBy(name, others);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  return `the component '${name}' has no template${hint}; write template: <name>@<versions>, import the layer that does, or write what is for every component of a template under templates`;
}

function hasTemplate(name: string, layers: readonly Layer[]): boolean {
  return layers.some(
    ({ root }) => textUnder(mapIn(mapIn(root, 'components'), name), 'template') !== undefined,
  );
}
