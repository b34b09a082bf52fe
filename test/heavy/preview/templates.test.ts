import { allLives } from '../../../scripts/components/component-lives';
import { readTree } from '../../../src/bundle/read-tree';
import type { Inputs } from '../../../src/domain/template/template';
import type { PlanJson } from '../../../src/domain/terraform/plan-json';
import { templatePlans } from '../../support/aws/permissions/template-lives';
import { openAwsTarget } from '../../support/preview/aws-target';
import { asRoot, previewOf, seen } from '../../support/preview/components';
import { packWhole } from '../../support/terraform/pack-whole';
import type { TestBundle } from '../../support/terraform/template-bundle';
import { namesOf } from '../../support/terraform/terraform-tree';

const bundles = new Map<string, TestBundle>();
let target: Awaited<ReturnType<typeof openAwsTarget>>;
beforeAll(async () => {
  target = await openAwsTarget();
  const engine = { name: 'terraform' as const, version: '1.11.4' };
  for (const { name, bundle, zip } of await packWhole({ ...(await readTree('terraform')), engine }))
    bundles.set(name, { digest: bundle, zip });
}, 120_000);
afterAll(() => target.close());

const plans = [...templatePlans, { template: 'playground', inputs: { message: 'Hello ${name}' } }];

/** Terraform lists them in any order. */
const relevant = ({ relevant_attributes: all }: PlanJson) =>
  new Set(all.map(({ resource, attribute }) => `${resource} ${attribute.join('.')}`));

it('is asked of every template of the catalog but of components', () => {
  const components = allLives().map(({ template }) => template);
  const planned = new Set([...components, ...plans.map(({ template }) => template)]);

  expect([...planned].sort()).toEqual(namesOf('templates').sort());
});

it.each(plans)(
  'plans $template as a child as it plans it as a root',
  async ({ template, inputs, ...more }) => {
    const component = {
      bundle: bundles.get(template)!,
      inputs: { ...inputs, ...('planned' in more ? more.planned : {}) } as Inputs,
    };
    const [{ preview }, root] = [
      await previewOf(component, target.given),
      await asRoot(component, target.given),
    ];
    if (preview.result !== 'planned') throw new Error(`It waits: ${JSON.stringify(preview.waits)}`);

    expect(seen(preview.plan)).toEqual(seen(root.plan));
    expect(preview.plan.configuration).toEqual(root.plan.configuration);
    expect(relevant(preview.plan)).toEqual(relevant(root.plan));
    expect(preview.plan.resource_changes.length).toBeGreaterThan(0);
  },
  240_000,
);
