import type { Workshop } from '../client/templates/workshop';
import { type AuthorTools, findAuthorTools } from './author-tools';
import { initTemplate } from './init-template';
import { packFolder } from './pack-folder';
import { nameOf } from './scaffold';

/** Opens what works on templates with the programs of this machine, among them those of the checkout that `program` is of. */
export async function openWorkshop(cwd: string, program = ''): Promise<Workshop> {
  const tools: AuthorTools = await findAuthorTools(program);
  return {
    init: (folder, module, schema) => initTemplate({ folder, module, schema }, tools),
    update: async (folder, module, schema) =>
      (await import('./update-template')).updateTemplate({ folder, module, schema }, tools),
    pack: async (folder, team, { isFixed = false, ...rules }) => {
      const name = `${team}/${nameOf(folder)}`;
      return { name, ...(await packFolder({ folder, name, rules, isFixed }, tools)) };
    },
    readCommit: async (source) => (await import('./git/read-commit')).readCommit(source, cwd),
  };
}
