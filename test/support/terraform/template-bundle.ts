import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';

/** A published bundle as the catalog build makes it: its bytes and the digest that names it. */
export interface TestBundle {
  digest: string;
  zip: Uint8Array;
}

const bundleJson = JSON.stringify({
  template: 'tiny',
  version: '1.0.0',
  engine: { name: 'terraform', version: '1.11.4' },
});

/** A bundle of the template `tiny` from file texts by path inside the bundle. */
export function bundleOf(files: Record<string, string>): TestBundle {
  const entries = Object.entries({ 'bundle.json': bundleJson, ...files });
  const zip = zipSync(
    Object.fromEntries(entries.map(([path, text]) => [path, new TextEncoder().encode(text)])),
  );
  return { zip, digest: createHash('sha256').update(zip).digest('hex') };
}

/**
 * A template of Terraform's built-ins: `steps` resources one after the other, each taking `delay` seconds, with a
 * secret input and output.
 */
export const tinyTemplate = {
  'templates/tiny/main.tf': `
    variable "leasehold" { type = object({ name = string, id = string, tags = map(string) }) }
    variable "steps" { default = 1 }
    variable "delay" { default = 0 }
    variable "secret" {
      type      = string
      default   = "none"
      sensitive = true
    }
    resource "terraform_data" "step" {
      count = var.steps
      input = "\${var.leasehold.name}-\${count.index}"
      provisioner "local-exec" {
        quiet   = true
        command = "sleep \${var.delay * count.index}"
      }
    }
    resource "terraform_data" "secret" { triggers_replace = var.secret }
    output "names" { value = terraform_data.step[*].output }
    output "secret" {
      value     = var.secret
      sensitive = true
    }
  `,
};
