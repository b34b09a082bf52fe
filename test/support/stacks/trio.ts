import type { TemplateView } from '../../../src/domain/api/responses';
import type { ResolvedComponent, ResolvedStack } from '../../../src/domain/stack/resolved-stack';
import type { TestPlane } from '../plane/plane';

/** A network of AWS, and two that are made of what the one before gives; `more` are inputs of the last. */
export async function trioOf(
  on: TestPlane,
  more: Record<string, string | number> = {},
): Promise<ResolvedStack> {
  const [vpc, playground] = [await pinOf(on, 'vpc'), await pinOf(on, 'playground')];
  const net = componentOf(vpc, { project: 'shop', nat: 'none' });
  const app = componentOf(playground, { resources: 1, message: { ref: 'net.vpc_id' } }, 'net.vpc_id');
  const top = componentOf(
    playground,
    { resources: 1, message: { ref: 'app.message' }, ...more },
    'app.message',
  );
  const layers = [{ file: 'trio.yaml', digest: 'd'.repeat(64) }];
  return { format: 1, stack: 'trio', lease: '7d', layers, components: { net, app, top } };
}

type Pin = ResolvedComponent['template'];

async function pinOf({ api }: TestPlane, wanted: string): Promise<Pin> {
  const { name, version, bundle } = await api.want<TemplateView>(`GET /templates/${wanted}`);
  return { name, version, bundle };
}

function componentOf(template: Pin, inputs: ResolvedComponent['inputs'], ref?: string): ResolvedComponent {
  const references = ref === undefined ? [] : [{ path: '/message', ref }];
  return { template, enabled: true, after: [], inputs, references, sources: [] };
}
