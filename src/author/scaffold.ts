import { basename, resolve } from 'node:path';
import { CliError } from '../client/errors';
import type { ReadTemplate } from '../bundle/proof/read-template';
import { PlainTemplateName } from '../domain/template/template-name';
import type { WholeModule } from '../domain/template/template-file';
import type { AuthorTools } from './author-tools';
import { draftManifest } from './draft-manifest';
import { readOwn } from './pack-folder';
import { readTemplateFolder } from './read-template-folder';

/** Which folder is a template, the module that it is where it has none of its own, and where editors find the schema of its file. */
export interface ScaffoldOf {
  folder: string;
  module: WholeModule | undefined;
  schema: string | undefined;
}

/** What was read of a module, and the `template.yaml` that is drafted from it. */
export interface Scaffold {
  name: string;
  read: ReadTemplate;
  interface: NonNullable<ReadTemplate['interface']>;
  text: string;
}

/** Drafts the `template.yaml` of a folder; CliError where its module cannot be read. */
export async function draftScaffold(
  { folder, module, schema }: ScaffoldOf,
  tools: AuthorTools,
): Promise<Scaffold> {
  const name = nameOf(folder);
  const own = await readTemplateFolder(folder, name);
  const read = await readOwn({ own, name, module }, tools);
  if (read.interface === undefined)
    throw new CliError('invalid', `The module of ${folder} cannot be read: ${read.refusals.join('; ')}.`);
  if (module === undefined && ![...own.files.keys()].some((path) => /\.tf(\.json)?$/.test(path)))
    throw new CliError('invalid', `${folder} has no Terraform files, and no module was named.`, {
      hints: [`Name one: 'idp template init ${folder} --from terraform-aws-modules/vpc/aws@5.21.0'.`],
    });
  const text = draftManifest({ name, module, interface: read.interface, schema });
  return { name, read, interface: read.interface, text };
}

/** A template is called as its folder. */
export function nameOf(folder: string): string {
  const name = basename(resolve(folder));
  const parsed = PlainTemplateName.safeParse(name);
  if (parsed.success) return name;
  throw new CliError(
    'invalid',
    `'${name}' cannot be the name of a template: it ${parsed.error.issues[0]?.message}.`,
    {
      hints: ['Rename the folder.'],
    },
  );
}
