import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/base/canonical-json';
import { enabledIn, needsOf } from '../../domain/stack/entry/check-document';
import type { WantedComponents } from '../../domain/stack/entry/component';
import type { ResolvedStack } from '../../domain/stack/resolved-stack';

/** By what a document is known. */
export function documentDigest(document: object): string {
  return createHash('sha256').update(canonicalJson(document)).digest('hex');
}

/** What a revision wants of each component. Where a value is from changes nothing of it. */
export function wantedIn(document: ResolvedStack): WantedComponents {
  return Object.fromEntries(
    Object.entries(enabledIn(document)).map(([name, one]) => {
      const { template, inputs, references, target = document.target } = one;
      const needs = needsOf(document, one);
      const digest = documentDigest({ template, inputs, references, needs, target: target ?? null });
      return [name, { template: `${template.name}@${template.version}`, digest, needs }];
    }),
  );
}
