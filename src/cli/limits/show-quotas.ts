import { formatUsd } from '../../domain/cost/money';
import type { SummaryView } from '../../client/api';
import type { Paint } from '../../client/text/paint';
import { type CliCommand, widens } from '../command';
import { type Column, renderListTable } from '../print/list-table';

type Quota = SummaryView['quotas'][number];

/** `idp quotas`: what you and your teams may have at once and spend in a month, and how much of it is used. */
export const showQuotas: CliCommand<{ wide?: true }> = {
  describe: (command) => command.addOption(widens()),
  async run({ api, screen }, { wide }) {
    const { quotas } = await api.getSummary();
    screen.show(quotas, () => renderQuotas(quotas, screen.paint, wide));
  },
};

function renderQuotas(quotas: readonly Quota[], paint: Paint, wide?: true): string[] {
  if (quotas.length === 0) return ['Nothing is limited for you or your teams.'];
  return renderListTable(quotas, columnsFor(quotas, paint), { paint, wide });
}

/** Where nobody has a budget, nothing is said of the month. */
function columnsFor(quotas: readonly Quota[], paint: Paint): Column<Quota>[] {
  return [
    { title: 'OF', drop: 1, cell: ({ holder }) => holder },
    { title: 'NAME', drop: 0, cell: ({ name }) => name },
    {
      title: 'ENVIRONMENTS',
      drop: 0,
      cell: ({ environments: of }) => (of ? marked(`${of.used} of ${of.limit}`, of, paint) : 'no limit'),
    },
    {
      title: 'COST/H',
      drop: 0,
      cell: ({ hourly: of }) =>
        of ? marked(`${formatUsd(of.used)} of ${formatUsd(of.limit)}`, of, paint) : 'no limit',
    },
    ...(quotas.some(({ budget }) => budget) ? [monthColumn(paint)] : []),
  ];
}

function monthColumn(paint: Paint): Column<Quota> {
  return {
    title: 'THIS MONTH',
    drop: 0,
    cell: ({ budget: of }) =>
      of ? marked(`${formatUsd(of.used)} of ${formatUsd(of.limit)}`, of, paint) : 'no limit',
  };
}

/** What is used up can be seen at a glance. */
function marked(text: string, { used, limit }: { used: number; limit: number }, paint: Paint): string {
  return used >= limit ? paint.red(text) : text;
}
