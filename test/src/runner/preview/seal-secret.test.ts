import { randomBytes } from 'node:crypto';
import { showPlan, ShownPlan } from '../../../../src/domain/terraform/consent/shown-plan';
import { parsePlan } from '../../../../src/domain/terraform/plan-json';
import { sealWith } from '../../../../src/runner/preview/seal-secret';

const secret = 'correct horse battery staple';
const plan = parsePlan({
  terraform_version: '1.11.4',
  resource_changes: [
    {
      address: 'aws_db_instance.this',
      mode: 'managed',
      type: 'aws_db_instance',
      name: 'this',
      provider_name: 'registry.terraform.io/hashicorp/aws',
      change: {
        actions: ['create'],
        before: null,
        after: { password: secret, tags: { a: secret }, list: ['x', secret] },
        after_unknown: { id: true },
        after_sensitive: { password: true, tags: true, list: [false, true] },
      },
    },
  ],
  output_changes: {
    password: { actions: ['create'], after: secret, after_unknown: false, after_sensitive: true },
  },
});
const outline = {
  address: 'a.b',
  attribute: 'policy',
  value: { x: secret, y: 1 },
  unknown: false,
  secret: { x: true },
};
const shownWith = (salt: Uint8Array) =>
  showPlan({
    plan,
    outlines: [outline],
    bundle: 'b',
    inputs: {},
    price: { upper: 0, unpriced: [] },
    seal: sealWith(salt),
  });

describe('a plan that is kept with a yes', () => {
  it('holds no secret, and is read as it was written', () => {
    const shown = shownWith(randomBytes(16));
    const text = JSON.stringify(shown);

    expect(text).not.toContain(secret);
    expect(ShownPlan.parse(JSON.parse(text))).toEqual(shown);
  });

  it('is the same by the same salt alone, so that equal secrets of two plans do not show', () => {
    const [one, other] = [randomBytes(16), randomBytes(16)];

    expect(shownWith(one)).toEqual(shownWith(one));
    expect(shownWith(one)).not.toEqual(shownWith(other));
    expect(sealWith(one)('a')).not.toBe(sealWith(one)('b'));
  });
});
