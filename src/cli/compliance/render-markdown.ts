import { code, entities } from '../../client/text/foreign-text';
import type {
  ComplianceReport,
  ControlReport,
  EnvironmentReport,
  ControlOutcome,
} from '../../domain/compliance/report';
import { isEmpty, planWords, summaryOf } from './render-report';

const signs: Record<ControlOutcome, string> = {
  failed: '❌',
  excepted: '⚠️',
  'not-assessed': '❔',
  passed: '✅',
};

/** A report for a pull request; no text of others in it means anything to Markdown, HTML or GitHub. */
export function renderMarkdown(report: ComplianceReport): string[] {
  return [
    `### Compliance: ${report.profile}`,
    '',
    `${report.counts.failed > 0 ? signs.failed : signs.passed} ${summaryOf(report)}`,
    ...report.environments.flatMap(environmentLines),
    ...unusedLines(report),
  ];
}

function environmentLines(one: EnvironmentReport): string[] {
  const plan = planWords(one);
  return [
    '',
    `#### ${code(one.environment)}`,
    '',
    ...(plan === '' ? [] : [`${entities(plan)}`, '']),
    ...table(one.controls.filter(({ result }) => result === 'failed').flatMap(failedRows), [
      'control',
      'numbers',
      'object',
      'found',
      'to pass',
    ]),
    ...table(one.controls.flatMap(exceptedRows), ['excepted', 'numbers', 'object', 'by', 'until', 'reason']),
    ...table(one.controls.filter((each) => !isEmpty(each)).flatMap(unknownRows), [
      'not assessed',
      'numbers',
      'object',
      'why',
    ]),
    countLine(one),
  ];
}

function failedRows({ control, numbers, failed }: ControlReport): string[][] {
  return failed.map(({ address, value, fix, ended }) => [
    `${signs.failed} ${code(control)}`,
    numbers.join(', '),
    code(address),
    `${entities(value)}${ended ? `; exception ${code(ended.exception)} has ended on ${ended.until}` : ''}`,
    entities(fix),
  ]);
}

function exceptedRows({ control, numbers, excepted }: ControlReport): string[][] {
  return excepted.map(({ address, exception, until, reason }) => [
    `${signs.excepted} ${code(control)}`,
    numbers.join(', '),
    code(address),
    code(exception),
    until,
    entities(reason),
  ]);
}

function unknownRows({ control, numbers, notAssessed }: ControlReport): string[][] {
  return notAssessed.map(({ address, why }) => [
    `${signs['not-assessed']} ${code(control)}`,
    numbers.join(', '),
    address === null ? '' : code(address),
    entities(why),
  ]);
}

function table(rows: readonly string[][], header: readonly string[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line), ''];
}

function countLine({ controls }: EnvironmentReport): string {
  const passed = controls.filter(({ result }) => result === 'passed').length;
  const empty = controls.filter(isEmpty).length;
  return `${signs.passed} ${passed} passed; ${signs['not-assessed']} ${empty} without an object in the plan.`;
}

function unusedLines({ unused }: ComplianceReport): string[] {
  return unused.length === 0
    ? []
    : [
        '',
        ...unused.map(
          ({ name, control, until }) =>
            `- Unused exception ${code(name)} (${code(control)}, until ${until}): remove it.`,
        ),
      ];
}
