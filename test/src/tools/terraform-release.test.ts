import { isAtLeast, terraformRelease } from '../../../src/tools/terraform-release';

describe('isAtLeast', () => {
  it.each([
    ['1.11.0', true],
    ['1.11.4', true],
    ['1.12.0-rc1', true],
    ['2.0.0', true],
    ['1.10.9', false],
    ['0.15.0', false],
  ])('compares %s with 1.11.0 by number', (version, expected) => {
    expect(isAtLeast(version, '1.11.0')).toBe(expected);
  });
});

describe('TERRAFORM_RELEASE', () => {
  it('pins a SHA-256 of its own for each platform', () => {
    const pins = Object.values(terraformRelease.sha256);

    expect(new Set(pins).size).toBe(4);
    expect(pins.every((pin) => /^[0-9a-f]{64}$/.test(pin))).toBe(true);
  });
});
