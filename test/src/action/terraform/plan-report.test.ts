import { countChanges, cut } from '../../../../src/action/terraform/plan-report';

const change = (...actions: string[]) => ({ change: { actions } });

describe('countChanges', () => {
  it('counts what is added, changed and destroyed, a replacement as both', () => {
    const resource_changes = [
      change('create'),
      change('update'),
      change('no-op'),
      change('read'),
      change('delete', 'create'),
      change('create', 'delete'),
      change('delete'),
    ];

    expect(countChanges(JSON.stringify({ resource_changes }))).toEqual({ add: 3, change: 1, destroy: 3 });
  });

  it('finds nothing in a plan without resources', () => {
    expect(countChanges('{}')).toEqual({ add: 0, change: 0, destroy: 0 });
  });
});

describe('cut', () => {
  it('leaves what a comment can hold as it is', () => {
    expect(cut('a\nb\n')).toBe('a\nb\n');
  });

  it.each([
    ['of letters', 'x'.repeat(99)],
    ['of signs that take three bytes', '│'.repeat(99)],
    ['of quotes, which JSON doubles', '"'.repeat(99)],
  ])('cuts lines %s to what a variable of a step can hold, and says so', (_what, line) => {
    const text = cut(`${line}\n`.repeat(10_000));

    expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThan(100_000);
    expect(text).toMatch(/\n… cut after \d+ of 10001 lines: the job's log has all\.$/);
  });

  it('shows nothing of one line that is too long', () => {
    expect(cut('x'.repeat(100_000))).toMatch(/^… cut after 0 of 1 lines/);
  });
});
