import { packTemplate } from '../../../src/bundle/pack-bundles';
import { folderOfTemplate } from '../../../src/bundle/seal-template';

/** What a small template of a team is made of: another version, other files, or its own words. */
interface TeamTemplate {
  version?: string;
  files?: Record<string, string>;
  more?: string;
  lease?: string;
}

/** A bundle of a template of a team as its publisher packs it, with one resource of Terraform's own. */
export async function teamBundle(
  name: string,
  {
    version = '1.0.0',
    files = {},
    more = '',
    lease = 'lease: { default: 1d, max: 7d }\n',
  }: TeamTemplate = {},
): Promise<{ digest: string; zip: Uint8Array }> {
  const folder = folderOfTemplate(name);
  const texts = {
    'main.tf':
      'variable "size" {\n  type    = number\n  default = 1\n}\nresource "terraform_data" "one" { input = var.size }\n',
    'template.yaml': `title: One\ndescription: One thing.\nversion: ${version}\n${lease}${more}`,
    ...files,
  };
  const packed = await packTemplate(name, {
    files: new Map(Object.entries(texts).map(([path, text]) => [`${folder}/${path}`, Buffer.from(text)])),
    engine: { name: 'terraform', version: '1.11.4' },
  });
  if ('zip' in packed) return { digest: packed.bundle, zip: packed.zip };
  throw new Error(`${name} was refused: ${packed.reasons.join('; ')}`);
}
