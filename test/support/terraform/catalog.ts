import { type Catalog, Manifest, type TemplateVersion } from '../../../src/domain/template/template';

/** A published playground-like template; `overrides` changes its manifest. */
export function templateVersion(overrides: Record<string, unknown> = {}): TemplateVersion {
  const manifest = Manifest.parse({
    title: 'Playground',
    description: 'Nothing that costs.',
    version: '1.0.0',
    lease: { default: '1d', max: '30d' },
    inputs: {
      type: 'object',
      additionalProperties: false,
      properties: { resources: { type: 'integer', description: 'How many.', default: 3, minimum: 1 } },
    },
    outputs: { message: { description: 'A message.' } },
    ...overrides,
  });
  return {
    name: 'playground',
    version: manifest.version,
    bundle: 'b'.repeat(64),
    engine: { name: 'terraform', version: '1.11.4' },
    publishedAt: '2026-01-01T00:00:00.000Z',
    manifest,
  };
}

/** A catalog of one template in one version. */
export function catalogOf(version: TemplateVersion = templateVersion()): Catalog {
  return { templates: [{ name: version.name, versions: [version] }] };
}
