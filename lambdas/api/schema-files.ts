import type * as z from 'zod';
import catalog from '../../docs/schemas/catalog.json';
import config from '../../docs/schemas/config.json';
import stack from '../../docs/schemas/stack.json';
import stage from '../../docs/schemas/stage.json';
import template from '../../docs/schemas/template.json';
import type { SchemaFile } from '../../src/domain/api/template-requests';
import type { SchemaCatalog, SchemaDocument } from '../../src/domain/api/responses';

const files: Record<SchemaFile, z.input<typeof SchemaDocument>> = {
  'template.json': template,
  'config.json': config,
  'stage.json': stage,
  'stack.json': stack,
};

/** The JSON Schema of a file that people write. */
export function getSchema({ file }: { file: SchemaFile }): z.input<typeof SchemaDocument> {
  return files[file];
}

/** All of them as editors take a catalog, each at this control plane's own address. */
export function listSchemas({ origin }: { origin: string }): z.input<typeof SchemaCatalog> {
  const schemas = catalog.schemas.map((one) => ({ ...one, url: addressOf(one.url, origin) }));
  return { ...catalog, schemas };
}

/** In SchemaStore all files lie side by side, so that there a name says whose it is. */
function addressOf(url: string, origin: string): string {
  return `${origin}/schemas/${url.replace(/^.*\/leasehold-/, '')}`;
}
