import { canonicalJson } from '../../base/canonical-json';
import { producedBy } from './compare-inputs';
import { compareShown, type Difference, withoutIndexes } from './compare-shown';
import { isKnownSet } from './guards';
import { fitsPolicy, policyIn } from './judge-fill';
import type { ShownPlan } from './shown-plan';
import { fieldsOf, isSame, type Shown } from './shown-value';

const document = 'aws_iam_policy_document';
/** What a document says is in these; its texts follow from them. */
const written = /^(statement|version|source_policy_documents|override_policy_documents|policy_id)\b/;

/** What the document has where nothing is given, which a plan shows as null until it is read. */
const presets: Readonly<Record<string, string | string[]>> = {
  version: '2012-10-17',
  'statement.effect': 'Allow',
  'statement.actions': [],
  'statement.not_actions': [],
  'statement.resources': [],
  'statement.not_resources': [],
};

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
  const { differences, fills } = compareShown(shown, now, {
    path: '',
    isSet: (path) => isKnownSet(document, path),
  });
  const fits = fills.filter(({ path }) => written.test(path));
  const others = differences.filter((one) => !isPreset(one));
  return others.length === 0 && fits.every((fill) => fitsPolicy(fill, produced));
}

function isPreset({ path, shown, now }: Difference): boolean {
  const preset = presets[withoutIndexes(path)];
  return preset !== undefined && isSame(shown, none) && isSame(now, { is: 'known', value: preset });
}

const none: Shown = { is: 'known', value: null };

function textsOf(now: Shown): string[] {
  const text = fieldsOf(now)?.get('json');
  const policy = text?.is === 'known' && typeof text.value === 'string' ? policyIn(text.value) : undefined;
  return policy === undefined ? [] : [canonicalJson(policy)];
}
