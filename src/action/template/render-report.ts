import { code } from '../../client/text/foreign-text';
import type { TemplateReport } from './template-report';
import { costOfTrial, isFine, receiptOfTrial, wordsOfTrial } from './trial-words';

/** What a job found out about a template, as Markdown in which no text of others can become anything but text. */
export function renderReport(report: TemplateReport): string {
  const rows = rowsOf(report);
  const table = rows.length > 0 ? ['', '| | |', '|---|---|', ...rows] : [];
  return [`### ${headline(report)}`, ...table, ''].join('\n');
}

function headline({ folder, template, reasons, cause, trial }: TemplateReport): string {
  if (reasons.length > 0) return `${code(folder)} cannot be published`;
  if (template === null) return `${code(folder)} could not be checked`;
  const name = code(template);
  if (trial === null) return cause === null ? `${name} can be published` : `${name} could not be tried`;
  if (trial.result === 'none') return `${name} can be published; it was not tried`;
  if (isFine(trial)) return `${name} can be published, and its trial passed`;
  return trial.result === 'waits'
    ? `${name} can be published; its trial awaits approval`
    : `${name} can be published, but its trial ${trial.result === 'left' ? 'is not destroyed yet' : 'failed'}`;
}

function rowsOf({ reasons, notes, cause, trial }: TemplateReport): string[] {
  const rows: [string, readonly string[] | undefined][] = [
    ['Refused', reasons],
    ['Error', cause?.split('\n')],
    ['Trial', trial ? wordsOfTrial(trial) : undefined],
    ['Environment', lineOf(trial?.environment)],
    ['Resources', trial?.resources],
    ['Cost', lineOf(trial ? costOfTrial(trial) : undefined)],
    ['Receipt', lineOf(trial ? receiptOfTrial(trial) : undefined)],
    ['Not accepted by an administrator', trial?.unaccepted],
    ['Notes', notes],
  ];
  return rows.flatMap(([name, lines = []]) =>
    lines.length > 0 ? [`| ${name} | ${lines.map(code).join('<br>')} |`] : [],
  );
}

function lineOf(line: string | null | undefined): string[] {
  return line === null || line === undefined ? [] : [line];
}
