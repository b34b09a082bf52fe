import type { TemplateSummary } from '../../client/api';
import type { CliCommand } from '../command';
import { describeApproval } from '../print/approval';
import type { Paint } from '../../client/text/paint';
import { renderTable } from '../../client/text/table';

/** `idp templates`: what can be made. */
export const listTemplates: CliCommand = {
  describe: () => undefined,
  async run({ api, screen }) {
    const templates = await api.listTemplates();
    screen.show(templates, () => renderTemplates(templates, screen.paint));
  },
};

function renderTemplates(templates: TemplateSummary[], paint: Paint): string[] {
  if (templates.length === 0) return ['The catalog is empty.'];
  const header = ['NAME', 'VERSION', 'FOR', 'LEASE', 'APPROVAL', 'DESCRIPTION'].map(paint.dim);
  const forAdmins = ({ role }: TemplateSummary) => role === 'admin';
  const sorted = [...templates.filter((one) => !forAdmins(one)), ...templates.filter(forAdmins)];
  const rows = sorted.map(({ name, version, lease, approval, role, description }) => [
    paint.bold(name),
    version,
    role === 'admin' ? 'admins' : 'developers',
    `${lease.default}, at most ${lease.max}${lease.permanent ? ', or permanent' : ''}`,
    describeApproval(approval),
    description,
  ]);
  return [...renderTable(header, rows, paint.columns), '', "'idp template <name>' shows the inputs of one."];
}
