import type { TemplateSummary } from '../../client/api';
import { type CliCommand, widens } from '../command';
import { describeApproval } from '../print/approval';
import type { Paint } from '../../client/text/paint';
import { type Column, renderListTable } from '../print/list-table';

/** `idp templates`: what can be made. */
export const listTemplates: CliCommand<{ wide?: true }> = {
  describe: (command) => command.addOption(widens()),
  async run({ api, screen }, { wide }) {
    const templates = await api.listTemplates();
    screen.show(templates, () => renderTemplates(templates, screen.paint, wide));
  },
};

function renderTemplates(templates: TemplateSummary[], paint: Paint, wide?: true): string[] {
  if (templates.length === 0) return ['The catalog is empty.'];
  const forAdmins = ({ role }: TemplateSummary) => role === 'admin';
  const sorted = [...templates.filter((one) => !forAdmins(one)), ...templates.filter(forAdmins)];
  return [
    ...renderListTable(sorted, columnsFor(paint), { paint, wide }),
    '',
    "'idp template <name>' shows the inputs of one.",
  ];
}

function columnsFor(paint: Paint): Column<TemplateSummary>[] {
  return [
    { title: 'NAME', drop: 0, cell: ({ name }) => paint.bold(name) },
    { title: 'VERSION', drop: 2, cell: ({ version }) => version },
    { title: 'FOR', drop: 3, cell: ({ role }) => (role === 'admin' ? 'admins' : 'developers') },
    { title: 'LEASE', drop: 5, cell: ({ lease }) => describeLease(lease) },
    { title: 'APPROVAL', drop: 4, cell: ({ approval }) => describeApproval(approval) },
    { title: 'DESCRIPTION', drop: 0, cell: ({ description }) => description },
  ];
}

function describeLease({ default: usual, max, permanent }: TemplateSummary['lease']): string {
  return `${usual}, at most ${max}${permanent ? ', or permanent' : ''}`;
}
