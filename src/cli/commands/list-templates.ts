import type { TemplateSummary } from '../api';
import type { CliCommand } from '../command';
import { describeApproval } from '../print/approval';
import type { Paint } from '../print/paint';
import { renderTable } from '../print/table';

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
  const header = ['NAME', 'VERSION', 'LEASE', 'APPROVAL', 'DESCRIPTION'].map(paint.dim);
  const rows = templates.map(({ name, version, lease, approval, role, description }) => [
    paint.bold(name),
    version,
    `${lease.default}, at most ${lease.max}`,
    describeApproval(approval),
    role === 'admin' ? `${description} (admins only)` : description,
  ]);
  return [...renderTable(header, rows), '', "'idp template <name>' shows the inputs of one."];
}
