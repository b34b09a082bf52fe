import { type MapNode, type Node } from '../node';

import { type Importing } from './resolve-manifest';

/** A component of Atmos in one stack, with everything that its manifests say of it. */
export interface AtmosComponent {
  name: string;
  /** The name that Atmos gives the stack, and the manifest that it is from. */
  stack: string;
  manifest: string;
  /** The folder of its root module below that of the components. */
  folder: string;
  at: Node['at'];
  isAbstract: boolean;
  isEnabled: boolean;
  vars: MapNode;
  settings: MapNode;
  metadata: MapNode;
  /** What its bases and its own manifest entry say, the lowest first. */
  sections: readonly MapNode[];
}

/** The same before its stack is known. */
export type Resolved = Omit<AtmosComponent, 'manifest' | 'stack'>;

/** What a component stands among: its manifest, the components of it, and what is imported. */
export interface Around {
  root: MapNode;
  all: ReadonlyMap<string, Node>;
  importing: Importing;
}
