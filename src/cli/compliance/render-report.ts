import type { Paint } from '../../client/text/paint';
import { counted } from '../../domain/base/counted';
import type {
  ComplianceReport,
  ControlReport,
  EnvironmentReport,
  ControlOutcome,
} from '../../domain/compliance/report';

const words: Record<ControlOutcome, string> = {
  failed: 'failed',
  'not-assessed': 'not assessed',
  excepted: 'excepted',
  passed: 'passed',
};

/** A report for people: what fails first; what there is nothing of to assess only counts, unless all is asked for. */
export function renderReport(report: ComplianceReport, paint: Paint, full: boolean): string[] {
  return [
    ...report.environments.flatMap((one) => environmentLines(one, { paint, full, profile: report.profile })),
    ...unusedLines(report, paint),
    summaryOf(report),
  ];
}

/** `2 controls failed, 1 excepted, 3 passed, 40 not assessed.` */
export function summaryOf({ counts, profile }: ComplianceReport): string {
  const parts = (['failed', 'excepted', 'passed', 'not-assessed'] as const)
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${words[outcome]}`);
  return `Profile ${profile}: ${parts.length > 0 ? parts.join(', ') : 'nothing was checked'}.`;
}

/** Which plan was judged. */
export function planWords({ plan }: EnvironmentReport): string {
  if (plan === null) return '';
  if (plan.shows === 'found') return `as the check ${plan.run} found it`;
  return `by the plan of run ${plan.run}${plan.shows === 'applied' ? '' : ', not applied yet'}`;
}

/** Whether a control says only that there is nothing of what it is about. */
export function isEmpty({ notAssessed }: ControlReport): boolean {
  return notAssessed.some(({ address }) => address === null);
}

interface Drawing {
  paint: Paint;
  full: boolean;
  profile: string;
}

function environmentLines(one: EnvironmentReport, drawing: Drawing): string[] {
  const { paint, full } = drawing;
  const order: ControlOutcome[] = ['failed', 'excepted', 'not-assessed', 'passed'];
  const shown = order.flatMap((outcome) =>
    one.controls.filter(({ result }) => result === outcome).filter((each) => full || isWorthALine(each)),
  );
  return [
    [paint.bold(one.environment), paint.dim(planWords(one))].filter((text) => text !== '').join('  '),
    ...shown.flatMap((each) => controlLines(each, drawing)),
    ...restLines(one, drawing),
    '',
  ];
}

function isWorthALine(one: ControlReport): boolean {
  return one.result !== 'passed' && !isEmpty(one);
}

function controlLines(one: ControlReport, { paint }: Drawing): string[] {
  const label = words[one.result];
  const colour = {
    failed: paint.red,
    'not-assessed': paint.yellow,
    excepted: paint.dim,
    passed: paint.green,
  }[one.result];
  return [
    `  ${colour(label)}  ${one.control}  ${one.title}  (${one.numbers.join(', ')})`,
    ...one.failed.flatMap(({ address, value, fix, ended }) => [
      `    ${address}: ${value}. To pass: ${fix}.`,
      ...(ended ? [`      The exception ${ended.exception} has ended on ${ended.until}.`] : []),
    ]),
    ...one.excepted.map(
      ({ address, value, exception, reason, until }) =>
        `    ${address}: ${value}. Excepted by ${exception} until ${until}: ${reason}`,
    ),
    ...one.notAssessed.map(({ address, why }) => `    ${address === null ? '' : `${address}: `}${why}`),
    ...(one.result === 'passed' ? [`    ${counted(one.passed.length, 'object')}`] : []),
  ];
}

/** What is left out is counted, never taken for passed. */
function restLines({ controls, unjudged }: EnvironmentReport, { full, paint }: Drawing): string[] {
  const why = [
    ...new Set(controls.filter(isEmpty).flatMap(({ notAssessed }) => notAssessed.map((one) => one.why))),
  ];
  const empty = controls.filter(isEmpty).length;
  const passed = controls.filter(({ result }) => result === 'passed').length;
  const reason = why.length === 1 ? `: ${why[0] ?? ''}` : ', as no object in its plan is of their types';
  return [
    ...(!full && passed > 0 ? [`  ${paint.green('passed')}  ${counted(passed, 'control')}`] : []),
    ...(!full && empty > 0
      ? [paint.dim(`  not assessed  ${counted(empty, 'control')}${reason} (--full lists them)`)]
      : []),
    ...(unjudged.length > 0 ? [paint.dim(`  No control is about: ${unjudged.join(', ')}`)] : []),
  ];
}

function unusedLines({ unused }: ComplianceReport, paint: Paint): string[] {
  return unused.map(
    ({ name, control, until }) =>
      `${paint.yellow('unused exception')}  ${name} (${control}, until ${until}) silences nothing here. Remove it.`,
  );
}
