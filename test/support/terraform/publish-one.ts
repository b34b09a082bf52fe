import { packBundles } from '../../../src/bundle/pack-bundles';

const engine = { name: 'terraform' as const, version: '1.11.4' };
const head = 'title: A\ndescription: B\nversion: 1.0.0\nlease: { default: 1d, max: 7d }\n';

/** Publishes one template, `web`, of what its template.yaml says beside its head, and of its Terraform; `more` are files beside it. */
export async function publish(file: string, terraform: string, more: Readonly<Record<string, string>> = {}) {
  const texts = {
    'templates/web/main.tf': terraform,
    'templates/web/template.yaml': head + file,
    ...more,
  };
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));
  const { packed, refused } = await packBundles({ files, engine });
  return { web: packed[0], reasons: refused.flatMap(({ reasons }) => reasons) };
}
