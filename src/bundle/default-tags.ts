import { runFailure } from '../domain/environment/run-failure';
import { constantIn, nestedIn, type Block } from './hcl/blocks';

/** The tags that the provider blocks of a root module set by default, by their aliases, as JSON of Terraform's. */
export function defaultTagsOf(providers: readonly Block[]): Record<string, unknown> {
  providers.forEach(refuseDynamic);
  const tagged = providers.flatMap((provider) =>
    nestedIn(provider, 'default_tags').map(
      ({ body }) => [constantIn(provider, 'alias') ?? '', body['tags'] ?? null] as const,
    ),
  );
  return Object.fromEntries(tagged.filter(([, tags]) => tags !== null));
}

/** Tags of a block that a `for_each` makes or not cannot be merged with those of a life. */
function refuseDynamic(provider: Block): void {
  if (!nestedIn(provider, 'dynamic', 1).some(({ labels }) => labels[0] === 'default_tags')) return;
  const reason = `${provider.path}: ${provider.address} has a dynamic default_tags; use a static block (its tags may be computed)`;
  throw runFailure('configuration', reason);
}
