import type { Reasons } from '../../../../src/cli/why/reasons';
import { renderReasons } from '../../../../src/cli/why/render-reasons';
import { createPaint } from '../../../../src/client/text/paint';

const place = (text: string) => ({ file: `main.tf${text}`, line: 3, text: `name = var.name${text}` });

/** Reasons in which every text ends with this. */
const reasonsWith = (text: string): Reasons => ({
  environment: `web${text}`,
  thing: `aws_lb.this${text}`,
  kind: 'resource',
  template: { name: `api${text}`, version: `1.0.0${text}`, bundle: 'b'.repeat(64) },
  declared: place(text),
  written: false,
  calls: [{ ...place(text), of: `module.net${text}` }],
  steps: [{ ...place(text), of: `var.name${text}` }],
  inputs: ['name'],
  used: [
    { name: `name${text}`, given: true, value: `x${text}` },
    { name: 'size', given: false, value: 3 },
    { name: 'none', given: false, value: undefined },
    { name: 'vpc', given: true, value: `v${text}`, from: `env:net.vpc${text}` },
  ],
  value: { deep: text },
  price: { monthly: 16.43, byUse: true, unpriced: false },
  action: `create${text}`,
  behind: {
    run: `01JD${text}`,
    at: '2026-01-01T00:00:00.000Z',
    requestedBy: `ada${text}`,
    approval: { by: `bob${text}`, at: '2026-01-02T00:00:00.000Z', digest: `d${text}`.repeat(3) },
    applied: true,
  },
});

it('goes from the line to the people', () => {
  expect(renderReasons(reasonsWith(''), createPaint(false)).map((line) => line.trim())).toEqual([
    'Thing      aws_lb.this',
    'Template   api 1.0.0',
    'Value      {"deep":""}',
    'Declared   main.tf:3  name = var.name',
    "the template does not set this attribute: its value is the provider's",
    'Called     module.net  main.tf:3  name = var.name',
    'Made from  var.name  main.tf:3  name = var.name',
    'Inputs     name = x (given)',
    'size = 3 (default)',
    'none (not given)',
    'vpc = v (from env:net.vpc)',
    'Cost       $16.43/mo + usage',
    'Run        create by 01JD at 2026-01-01 00:00 UTC, requested by ada',
    'Approval   by bob at 2026-01-02 00:00 UTC, plan ddd…',
  ]);
});

it('lets no text of others rule the terminal', () => {
  const evil = '\u001b]0;evil\u0007\u202e\r';

  for (const line of renderReasons(reasonsWith(evil), createPaint(false)))
    expect(line).not.toMatch(/\p{Cc}|\p{Bidi_Control}/u);
});
