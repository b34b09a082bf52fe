import type { MapNode } from '../node';
import type { AtmosComponent } from './atmos-component';
import type { ModuleFacts } from './module-facts';
import type { Finding } from './repository';

/** A stack as it is written. */
export interface ConvertedStack {
  name: string;
  heads: { account?: string; region?: string; environment?: string };
  components: Map<string, ConvertedComponent>;
}

/** A component as it is written. */
export interface ConvertedComponent {
  source: AtmosComponent;
  template: string;
  isEnabled: boolean;
  after: string[];
  inputs: MapNode;
}

/** What converting goes by. */
export interface Converting {
  modules: ReadonlyMap<string, ModuleFacts>;
  findings: Finding[];
}

/** The components that can be built, by the stacks and names that they get here. */
export interface Converted {
  stackName: (name: string) => string;
  find: (stack: string, component: string) => { name: string; source: AtmosComponent } | undefined;
}
