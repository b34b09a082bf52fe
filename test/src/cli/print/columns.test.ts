import { Writable } from 'node:stream';
import { columnsOf } from '../../../../src/cli/print/columns';
import type { Output } from '../../../../src/cli/world';
import { views } from '../../../support/builders/views';
import { startFakeApi } from '../../../support/cli/fake-api';
import { runIdp } from '../../../support/cli/terminal';

const terminal = (more: Partial<Output>): Output => Object.assign(new Writable(), { isTTY: true, ...more });

describe('columnsOf', () => {
  it.each([
    [0, 80],
    [1, 1],
    [2, 2],
    [200, 200],
  ])('of a terminal that says %i are %i', (columns, cells) => {
    expect(columnsOf(terminal({ columns }))).toBe(cells);
  });

  it('are the usual 80 where a terminal says none, and without end where there is none', () => {
    expect(columnsOf(terminal({}))).toBe(80);
    expect(columnsOf(terminal({ isTTY: false, columns: 40 }))).toBe(Infinity);
  });
});

describe('a line in place', () => {
  it.each([
    [0, 'Planning 0s'],
    [1, '…'],
    [2, '…'],
    [8, 'Planni…'],
  ])('fits a terminal of %i columns', async (columns, shown) => {
    const api = await startFakeApi({ 'GET /environments/foo': [views.planning(), views.ready()] });

    const { stdout } = await runIdp(['status', 'foo', '--watch'], { ...api, tty: true, columns });
    await api.stop();

    expect(stdout).toContain(`\r\u001b[K${shown}\r\u001b[K`);
  });
});
