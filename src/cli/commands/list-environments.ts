import { formatUsd } from '../../domain/cost/money';
import type { EnvironmentView } from '../../domain/environment/view';
import { isGone } from '../../client/follow-environment';
import { type CliCommand, examples } from '../command';
import { paintStatus } from '../print/environment';
import type { Paint } from '../../client/text/paint';
import { renderTable } from '../../client/text/table';
import { formatDistance } from '../../client/text/time';

interface Options {
  status?: string;
  owner?: string;
  template?: string;
  all?: true;
  awaiting?: true;
}

/** `idp list`: the environments that live; destroyed ones only when they are asked for. */
export const listEnvironments: CliCommand<Options> = {
  describe: (command) =>
    command
      .option(
        '--status <status>',
        'only pending, ready, failed, destroying, stuck, destroyed or forgotten ones',
      )
      .option('--owner <id>', "only environments of this owner; 'me' is you")
      .option('--template <name>', "only a template's")
      .option('-a, --all', 'destroyed and forgotten ones too')
      .option('--awaiting', 'only those with a plan that you may approve')
      .addHelpText('after', examples('idp list', 'idp list --owner me --json', 'idp list --awaiting')),
  async run({ api, screen, world }, { all, awaiting, status, owner, template }) {
    const phase = awaiting && 'awaiting-approval';
    const found = await api.listEnvironments({ status, owner, template, phase });
    const living = found.filter((view) => !isGone(view.status) || all || status !== undefined);
    const shown = awaiting ? living.filter(({ can }) => can.includes('approve')) : living;
    screen.show(shown, () => renderList(shown, screen.paint, world.now()));
  },
};

function renderList(views: EnvironmentView[], paint: Paint, now: number): string[] {
  if (views.length === 0) return ["No environments. 'idp templates' lists the available templates."];
  const header = ['NAME', 'TEMPLATE', 'OWNER', 'STATUS', 'EXPIRES', 'COST/MO'].map(paint.dim);
  const rows = views.map((view) => [
    view.name,
    view.template.name,
    view.owner,
    describeStatus(view, paint),
    describeEnd(view, now),
    formatUsd(view.cost.monthly),
  ]);
  return [
    ...renderTable(header, rows, paint.columns),
    '',
    `${views.length} environment${views.length === 1 ? '' : 's'}`,
  ];
}

function describeStatus({ status, run }: EnvironmentView, paint: Paint): string {
  return run ? `${paintStatus(status, paint)} (${run.phase})` : paintStatus(status, paint);
}

function describeEnd({ lease, endedAt }: EnvironmentView, now: number): string {
  if (endedAt !== undefined) return formatDistance(endedAt, now);
  return lease.expiresAt === null ? 'never' : formatDistance(lease.expiresAt, now);
}
