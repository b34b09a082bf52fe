import type { PlanReport } from '../../../../src/action/terraform/plan-report';
import { renderPlan } from '../../../../src/action/terraform/render-plan';

const planned: PlanReport = {
  folder: 'terraform/envs/dev',
  tree: '0123456789abcdef0123456789abcdef01234567',
  counts: { add: 1, change: 2, destroy: 3 },
  text: 'Plan: 1 to add',
  failed: null,
};
const render = (more: Partial<PlanReport> = {}) => renderPlan({ ...planned, ...more });

/** The comment as it reads once its entities are resolved. */
const read = (text: string) =>
  text.replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));

describe('renderPlan', () => {
  it('says what would change, what follows, and shows the plan', () => {
    const text = read(render());

    expect(text).toContain(
      '### Plan for <code>terraform/envs/dev</code>: 1 to add, 2 to change, 3 to destroy',
    );
    expect(text).toContain('(tree <code>0123456789ab</code>)');
    expect(text).toContain('\n~~~diff\nPlan: 1 to add\n~~~\n');
  });

  it('says that nothing changes', () => {
    expect(render({ counts: { add: 0, change: 0, destroy: 0 } })).toContain('no resource changes');
  });

  it('says which command failed, and promises nothing', () => {
    const text = read(render({ failed: 'terraform validate', tree: null, counts: null }));

    expect(text).toContain(
      '### No plan for <code>terraform/envs/dev</code>: <code>terraform validate</code> failed',
    );
    expect(text).not.toContain('Merged');
  });

  it.each(['~~~', '~~~~~~~~', 'a\r~~~\rb', '</details>\n# heading', '\u001b]0;title\u0007~~~'])(
    'lets %j end no block',
    (hostile) => {
      const lines = render({ text: `before\n${hostile}\nbehind` }).split('\n');
      const opening = lines.findIndex((line) => line.endsWith('diff'));
      const fence = (lines[opening] ?? '').replace('diff', '');

      const closing = lines.findIndex((line, at) => at > opening && line.startsWith(fence));
      expect(lines.slice(closing)).toEqual([fence, '', '</details>', '']);
      expect(lines.slice(opening, closing)).toContain('behind');
    },
  );
});
