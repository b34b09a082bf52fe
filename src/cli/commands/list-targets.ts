import type { TargetView } from '../../client/api';
import { renderTable } from '../../client/text/table';
import type { CliCommand } from '../command';
import type { Paint } from '../../client/text/paint';

/** `idp targets`: where environments may live, and what whoever asks may have there. */
export const listTargets: CliCommand = {
  describe: () => undefined,
  async run({ api, screen }) {
    const targets = await api.listTargets();
    screen.show(targets, () => renderTargets(targets, screen.paint));
  },
};

function renderTargets(targets: TargetView[], paint: Paint): string[] {
  const header = ['NAME', 'REGION', 'OPEN TO YOU', 'TEMPLATES'].map(paint.dim);
  const rows = targets.map(({ name, region, templates, closed }) => [
    paint.bold(name),
    region,
    closed === undefined ? paint.green('yes') : 'no',
    closed === undefined ? templates.join(', ') : paint.dim(closed),
  ]);
  return [...renderTable(header, rows, paint.columns), '', hintFor(targets)];
}

function hintFor(targets: TargetView[]): string {
  return targets.some(({ closed }) => closed === undefined)
    ? "'idp create' uses the first target that accepts the template, unless --target is given."
    : 'You may not use any target. Ask your platform team (docs/targets.md#who-may-use-a-target).';
}
