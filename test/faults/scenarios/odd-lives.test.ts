import { isDeepStrictEqual } from 'node:util';
import { PlanDocument } from '../../../src/domain/environment/artifacts';
import { Redaction } from '../../../src/domain/base/redaction';
import { parsePlan } from '../../../src/domain/terraform/plan-json';
import { learnPlanSecrets, renderPlan } from '../../../src/runner/plan/plan-reader';
import { start } from '../../support/builders/births';
import { ulidAt } from '../../support/builders/ulids';
import { checkOddLives } from '../odd/check-odd-lives';
import { vocabulary } from '../odd/vocabulary';

const lives = 10;

it('destroys every life by its lease’s end alone, whatever its secrets, texts and files are', async () => {
  const seed = Date.now() % 1_000_000;
  console.log(`odd lives: ${lives}, ${vocabulary.length} words, seed ${seed}`);

  await checkOddLives({ lives, seed });
});

it('shows the same plan, masked, whichever word of our own documents is its secret', () => {
  const other = shownWith('none of our words');

  const unlike = vocabulary.filter((word) => !isDeepStrictEqual(shownWith(word), other));

  expect(unlike).toEqual([]);
});

/** A plan that marks the secret in every way that a plan can, and names it nowhere else. */
function shownWith(secret: string): PlanDocument {
  const marked = { text: secret, list: [secret, [secret]], map: { inner: secret } };
  const plan = parsePlan({
    terraform_version: '1.11.4',
    resource_changes: ['create', 'update', 'delete', 'read', 'forget'].map((action) => ({
      address: `terraform_data.${action}["2026"]`,
      mode: 'managed',
      type: 'terraform_data',
      name: action,
      provider_name: 'terraform.io/builtin/terraform',
      change: {
        actions: [action],
        before: { ...marked, year: 2026, open: 'as it was' },
        after: { ...marked, year: 2027, open: 'as it is' },
        before_sensitive: { text: true, list: true, map: true },
        after_sensitive: { text: true, list: [true, [true]], map: { inner: true } },
      },
    })),
    output_changes: {
      page: { actions: ['create'], before: null, after: 'a page' },
      hidden: { actions: ['create'], before: null, after: secret, after_sensitive: true },
    },
  });
  const redaction = new Redaction();
  learnPlanSecrets(plan, redaction);
  const about = { run: ulidAt(start, 1), digest: 'd'.repeat(64), at: start, redaction };
  return PlanDocument.parse(renderPlan(plan, about));
}
