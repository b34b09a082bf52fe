import { refusalLines } from '../../../../src/domain/template/refused-template';

it('names each refused template with its reasons, what stays of it, and what to do', () => {
  const lines = refusalLines([
    {
      name: 'web',
      reasons: ['templates/web/main.tf: first', 'templates/web/main.tf: second'],
      keeps: '1.2.0',
    },
    { name: 'new', reasons: ['templates/new/template.yaml is invalid'] },
  ]);

  expect(lines).toEqual([
    'refused  2 templates were not published; all others were:',
    '  web (version 1.2.0 stays published)',
    '    templates/web/main.tf: first',
    '    templates/web/main.tf: second',
    '  new (it has never been published)',
    '    templates/new/template.yaml is invalid',
    expect.stringMatching(/Correct these errors, then publish again .*docs\/templates\.md/),
  ]);
});

it('says nothing where nothing was refused', () => {
  expect(refusalLines([])).toEqual([]);
});
