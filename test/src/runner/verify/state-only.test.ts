import { isStateOnly } from '../../../../src/runner/verify/state-only';

describe('isStateOnly', () => {
  it.each([
    ['terraform.io/builtin/terraform', true],
    ['registry.terraform.io/hashicorp/random', true],
    ['registry.opentofu.org/hashicorp/null', true],
    ['registry.terraform.io/hashicorp/aws', false],
    ['registry.terraform.io/hashicorp/kubernetes', false],
    ['registry.terraform.io/evil/random', false],
  ])('%s: %s', (source, only) => {
    expect(isStateOnly(source)).toBe(only);
  });
});
