import { type PlanJson, parsePlan } from '../../../src/domain/terraform/plan-json';

type Attributes = Record<string, unknown>;

/** A resource of a plan in short: what is known, what is not, and what its block in the template says. */
export interface Planned {
  after?: Attributes | null;
  unknown?: unknown;
  /** Expressions of its block; by default, each attribute that is known or not. */
  written?: Attributes | undefined;
  mode?: 'managed' | 'data';
  deposed?: string;
}

/** A plan of these resources in its root module, by their addresses. */
export function planOfResources(resources: Record<string, Planned>): PlanJson {
  const entries = Object.entries(resources);
  return parsePlan({
    terraform_version: '1.11.4',
    resource_changes: entries.map(([address, one]) => changeOf(address, one)),
    configuration: { root_module: { resources: blocksOf(entries) } },
  });
}

function changeOf(address: string, { after = {}, unknown = {}, mode = 'managed', deposed }: Planned) {
  const [, type = '', name = '', key] =
    /^(?:data\.)?([^.]+)\.([^.[]+)(?:\["?([^"\]]*)"?\])?$/.exec(address) ?? [];
  return {
    address,
    mode,
    type,
    name,
    ...(key !== undefined && { index: key }),
    ...(deposed !== undefined && { deposed }),
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change: { actions: [after === null ? 'delete' : 'create'], before: null, after, after_unknown: unknown },
  };
}

function blocksOf(entries: [string, Planned][]) {
  const blocks = new Map(entries.map(([address, one]) => [address.replace(/\[.*$/, ''), one] as const));
  return [...blocks].map(([address, { after, unknown, written, mode = 'managed' }]) => {
    const names = Object.keys({ ...after, ...(typeof unknown === 'object' ? unknown : {}) });
    const expressions = written ?? Object.fromEntries(names.map((name) => [name, {}]));
    const [type = '', name = ''] = address.replace(/^data\./, '').split('.');
    return { address, mode, type, name, expressions };
  });
}

/** An expression that refers to this. */
export function ref(...references: string[]): Attributes {
  return { references };
}
