import { readFileSync } from 'node:fs';
import { renderWorkflows } from '../../../scripts/workflows/render-workflows';
import { workflows } from '../../../scripts/workflows/workflows';
import { commandTable } from '../../../src/cli/command-table';

describe('docs/workflows.md', () => {
  const text = readFileSync('docs/workflows.md', 'utf8');

  it('is what the commands say today; npm run workflows writes it', async () => {
    expect(text).toBe(await renderWorkflows());
  });

  it('has each command in one workflow', () => {
    const named = workflows.flatMap(({ commands }) => commands);

    expect([...named].sort()).toEqual(commandTable.map(({ name }) => name).sort());
  });

  it('shows how each command is typed', () => {
    const rows = commandTable.filter(({ name }) => new RegExp(`^\\| \`idp ${name}[ \`]`, 'm').test(text));

    expect(rows).toHaveLength(commandTable.length);
  });
});
