import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyAndCert } from '../cli/self-signed';

const manifest = {
  title: 'Edge',
  description: 'Certificates that were bought elsewhere.',
  version: '1.0.0',
  lease: { default: '1d', max: '30d', permanent: false },
  approval: 'auto',
  inputs: { type: 'object', additionalProperties: false, required: [], properties: {} },
  outputs: {},
  cost: [],
};
const leasehold = `variable "leasehold" {
    type = object({ name = string, id = string, tags = map(string), permissions_boundary = optional(string) })
  }`;
const resource = (name: string) => `
  resource "aws_acm_certificate" "${name}" {
    certificate_body = file("\${path.module}/${name}.pem")
    private_key      = file("\${path.module}/${name}.key")
  }`;
/** Its provider, as that is locked. */
const other = 'test/fixtures/cases/A14/v1/templates/h14-group';

/** The files of the template 'edge', which imports a certificate for each name. */
export async function edgeTemplate(certificates: Record<string, KeyAndCert>): Promise<Map<string, Buffer>> {
  const files = {
    'template.yaml': JSON.stringify(manifest),
    'main.tf': `${leasehold}\n${Object.keys(certificates).map(resource).join('\n')}\n`,
    'versions.tf': await readFile(join(other, 'versions.tf'), 'utf8'),
    '.terraform.lock.hcl': await readFile(join(other, '.terraform.lock.hcl'), 'utf8'),
  };
  const own = Object.entries(certificates).flatMap(([name, { cert, key }]) => [
    [`${name}.pem`, cert],
    [`${name}.key`, key],
  ]);
  const all = [...Object.entries(files), ...own] as [string, string][];
  return new Map(all.map(([path, text]) => [`templates/edge/${path}`, Buffer.from(text)]));
}
