import type { StackDraft } from '../../domain/stack/draft-stack';
import type { Context } from '../context';
import { renderListTable } from '../print/list-table';
import { shownFile } from './find-folder';
import { countProblems, draftStacksOf } from './open-stacks';
import type { StackOptions } from './stack-options';

/** `idp stacks list`: what the files say, without a control plane. */
export async function listStacks(context: Context, { folder }: Pick<StackOptions, 'folder'>): Promise<void> {
  const { shown, drafts, problems } = await draftStacksOf(context, folder);
  const { screen } = context;
  const rows = [...drafts.values()].map((draft) => rowOf(draft, shown));
  if (problems.length > 0) screen.warn(`${countProblems(problems)}: 'idp stacks validate' shows them.`);
  screen.show(rows, () => {
    if (rows.length === 0)
      return [`There is no stack in ${shown || 'this folder'}: no file has stack: <name>.`];
    return renderListTable(rows, columns, { paint: screen.paint, wide: undefined });
  });
}

type Row = ReturnType<typeof rowOf>;

function rowOf({ name, file, heads, components }: StackDraft, shown: string) {
  const { environment, account, region, lease } = heads;
  return {
    name,
    environment: environment?.value ?? null,
    account: account?.value ?? null,
    region: region?.value ?? null,
    lease: lease?.value ?? null,
    components: [...components.keys()],
    file: shownFile(shown, file),
  };
}

const columns = [
  { title: 'STACK', drop: 0, cell: ({ name }: Row) => name },
  { title: 'ENVIRONMENT', drop: 3, cell: ({ environment }: Row) => environment ?? '-' },
  { title: 'ACCOUNT', drop: 2, cell: ({ account }: Row) => account ?? '-' },
  { title: 'REGION', drop: 4, cell: ({ region }: Row) => region ?? '-' },
  { title: 'LEASE', drop: 5, cell: ({ lease }: Row) => lease ?? '-' },
  { title: 'FILE', drop: 1, cell: ({ file }: Row) => file },
  { title: 'COMPONENTS', drop: 0, cell: ({ components }: Row) => components.join(', ') },
];
