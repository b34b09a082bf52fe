import { canonicalJson } from '../../base/canonical-json';
import { producedBy } from './compare-inputs';
import { compareShown } from './compare-shown';
import { isKnownSet } from './guards';
import { isWithin, policyIn } from './judge-fill';
import type { ShownPlan } from './shown-plan';
import { fieldsOf, leavesOf, type Shown } from './shown-value';

const document = 'aws_iam_policy_document';
/** What a document says is in these; its texts follow from them. */
const written = /^(statement|version|source_policy_documents|override_policy_documents|policy_id)\b/;

/**
 * The texts of the policy documents that were shown with their statements before they could be read, and into which nothing but outputs
 * of producers was put since.
 */
export function documentsCovered(shown: ShownPlan, exact: ShownPlan): Set<string> {
  const produced = producedBy(shown.inputs, exact.inputs);
  const read = shown.resources.filter(({ type, actions }) => type === document && actions.includes('read'));
  return new Set(
    read.flatMap(({ address, after }) => {
      const now = exact.data[address];
      return now !== undefined && isCovered(after, now, produced) ? textsOf(now) : [];
    }),
  );
}

function isCovered(shown: Shown, now: Shown, produced: ReadonlySet<string>): boolean {
  const { differences, fills } = compareShown(shown, now, '', (path) => isKnownSet(document, path));
  const fits = fills.filter(({ path }) => written.test(path));
  return (
    differences.length === 0 &&
    fits.every((fill) => leavesOf(fill.now).every((leaf) => isWithin(leaf, produced)))
  );
}

function textsOf(now: Shown): string[] {
  const text = fieldsOf(now)?.get('json');
  const policy = text?.is === 'known' && typeof text.value === 'string' ? policyIn(text.value) : undefined;
  return policy === undefined ? [] : [canonicalJson(policy)];
}
