import { renderTerraformConfig } from '../../../../src/local/tools/terraform-config';

describe('renderTerraformConfig', () => {
  it('allows nothing but the mirror where there is only a mirror', () => {
    const config = renderTerraformConfig({ kind: 'mirror', path: '/plugins' });

    expect(config).toContain('path = "/plugins"');
    expect(config).not.toContain('direct');
  });

  it('asks the registry for all but what the mirror holds', () => {
    const config = renderTerraformConfig({ kind: 'mirror-then-registry', path: '/plugins' });

    expect(config).toMatch(/filesystem_mirror \{[^}]*include = \["registry.terraform.io\/hashicorp\/aws"\]/);
    expect(config).toMatch(/direct \{[^}]*exclude = \["registry.terraform.io\/hashicorp\/aws"\]/);
  });

  it('quotes a path that holds quotes', () => {
    const config = renderTerraformConfig({ kind: 'mirror', path: '/odd "folder"' });

    expect(config).toContain('path = "/odd \\"folder\\""');
  });
});
