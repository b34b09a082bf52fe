import { createApi } from '../../../lambdas/api/handler';
import type { CatalogReader } from '../../../src/operations/ports/deps';
import { actors, useStandingStage } from '../../support/plane/operations-stage';
import { contextOf, requestOf, silent } from '../../support/plane/http';

const { stage, renew } = useStandingStage();
beforeEach(() => renew());

/** The catalog of a process that read it before the last publication, and what it was asked. */
function staleCatalog(): { catalog: CatalogReader; reads: string[] } {
  const { catalog } = stage.deps;
  const reads: string[] = [];
  let isStale = true;
  return {
    reads,
    catalog: {
      read: () => {
        reads.push(isStale ? 'of before' : 'of now');
        return isStale ? Promise.resolve({ templates: [] }) : catalog.read();
      },
      forget: () => void (isStale = false),
    },
  };
}

const create = (template: string, catalog: CatalogReader) => {
  const api = createApi(() => ({ ...stage.deps, catalog }), silent(), stage.deps.meter);
  const request = requestOf('POST /environments', {
    body: { template, name: 'foo', inputs: {} },
    actor: actors.ada,
    headers: { 'idempotency-key': 'once' },
  });
  return api(request, contextOf());
};

it('finds a template that was published a moment ago, and makes one environment of it', async () => {
  const { catalog, reads } = staleCatalog();

  const reply = await create('playground', catalog);

  expect(reply.statusCode).toBe(202);
  expect([reads[0], reads.at(-1)]).toEqual(['of before', 'of now']);
  expect(stage.world.started).toHaveLength(1);
});

it('says that there is no such template when a catalog of now has none either', async () => {
  const { catalog, reads } = staleCatalog();

  const reply = await create('playgrund', catalog);

  expect(reply.statusCode).toBe(404);
  expect(reply.body).toContain('did you mean playground');
  expect(reads).toEqual(['of before', 'of now']);
});
