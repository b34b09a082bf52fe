import { newestIn, parseRange } from '../../base/version-range';
import type { Stacks } from '../compare-stacks';
import { graphOf, levelsOf, nodeOf } from '../graph';
import type { FilePlace } from '../place';
import type { Component } from '../resolve-component';
import type { FindTemplate } from '../resolve-stacks';

/** What brings a component to the newest version: another apply, or first a wider range in its file. */
export type Behind = 'apply' | 'range';

/** The versions of one component: what runs, what its range allows, and what there is. */
export interface VersionRow {
  stack: string;
  component: string;
  /** In which layer of all stacks it is, from 1: producers before consumers. */
  layer: number;
  template: string;
  /** Null where nothing runs, or nobody could say. */
  running: string | null;
  range: string | null;
  /** Where the range is said. */
  rangeAt: FilePlace | null;
  /** The newest in the range, and the newest of all; null where they are not known. */
  allowed: string | null;
  newest: string | null;
  behind: Behind | null;
}

/** What runs, by `<stack>/<component>`. */
export type Running = ReadonlyMap<string, string>;

/** The versions of every component that is on, producers first. */
export function versionRows(
  stacks: Stacks,
  { find, running }: { find: FindTemplate; running: Running },
): VersionRow[] {
  const all = [...stacks.values()].flatMap(({ components }) => [...components.values()]);
  const layers = new Map(
    levelsOf(graphOf(all)).flatMap((level, index) => level.map((node) => [node, index + 1] as const)),
  );
  return all
    .filter(({ draft }) => draft.enabled)
    .flatMap((component) => rowOf(component, { find, running, layers }))
    .sort(inOrder);
}

interface Known {
  find: FindTemplate;
  running: Running;
  layers: ReadonlyMap<string, number>;
}

function rowOf({ stack, draft, template }: Component, { find, running, layers }: Known): VersionRow[] {
  const asked = draft.template;
  if (!asked) return [];
  const node = nodeOf(stack, draft.name);
  const newest = find({ name: asked.name });
  const versions = {
    running: running.get(node) ?? null,
    allowed: template?.version ?? null,
    newest: typeof newest === 'object' ? newest.version : null,
  };
  return [
    {
      stack,
      component: draft.name,
      layer: layers.get(node) ?? 1,
      template: asked.name,
      range: asked.range ?? null,
      rangeAt: asked.rangeAt ?? null,
      ...versions,
      behind: behindOf(versions),
    },
  ];
}

function behindOf({
  running,
  allowed,
  newest,
}: Pick<VersionRow, 'running' | 'allowed' | 'newest'>): Behind | null {
  if (newest !== null && allowed !== null && allowed !== newest) return 'range';
  return running !== null && allowed !== null && running !== allowed ? 'apply' : null;
}

function inOrder(one: VersionRow, other: VersionRow): number {
  if (one.layer !== other.layer) return one.layer - other.layer;
  return nodeOf(one.stack, one.component) < nodeOf(other.stack, other.component) ? -1 : 1;
}

/** Whether a range takes a version. */
export function allows(range: string, version: string): boolean {
  return newestIn(parseRange(range), [version]) !== undefined;
}
