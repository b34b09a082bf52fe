import type { TargetView } from '../../client/api';
import { type Column, renderListTable } from '../print/list-table';
import { foldWords } from '../../client/text/fold';
import type { Context } from '../context';
import type { Paint } from '../../client/text/paint';
import { shortLoad } from '../targets/render-load';

/** `idp targets list`: where environments may live, and what whoever asks may have there. */
export async function showTargets({ api, screen, world }: Context, wide?: true): Promise<void> {
  const targets = await api.listTargets();
  const shown = { paint: screen.paint, now: world.now(), wide };
  screen.show(targets, () => renderTargets(targets, shown));
}

/** How targets are shown, and when. */
interface Shown {
  paint: Paint;
  now: number;
  wide: true | undefined;
}

function renderTargets(targets: TargetView[], { paint, now, wide }: Shown): string[] {
  return [
    ...renderListTable(targets, columnsFor(targets, { paint, now }), { paint, wide }),
    '',
    ...foldWords(hintFor(targets), paint.columns),
  ];
}

/** Where no target limits its runs, nothing says how many there are. */
function columnsFor(
  targets: readonly TargetView[],
  { paint, now }: Pick<Shown, 'paint' | 'now'>,
): Column<TargetView>[] {
  const load: Column<TargetView> = {
    title: 'RUNS',
    drop: 2,
    cell: (target) => (target.load ? shortLoad(target.load, now) : ''),
  };
  return [
    { title: 'NAME', drop: 0, cell: ({ name }) => paint.bold(name) },
    { title: 'REGION', drop: 1, cell: ({ region }) => region },
    {
      title: 'OPEN TO YOU',
      drop: 0,
      cell: ({ closed }) => (closed === undefined ? paint.green('yes') : 'no'),
    },
    ...(targets.some((target) => target.load) ? [load] : []),
    {
      title: 'TEMPLATES',
      drop: 0,
      cell: ({ templates, closed }) => (closed === undefined ? templates.join(', ') : paint.dim(closed)),
    },
  ];
}

function hintFor(targets: TargetView[]): string {
  return targets.some(({ closed }) => closed === undefined)
    ? "'idp create' uses the first target that accepts the template, unless --target is given."
    : 'You may not use any target. Ask your platform team (docs/targets.md#who-may-use-a-target).';
}
