import type { Paint } from '../../client/text/paint';
import { renderTable } from '../../client/text/table';
import { formatInstant } from '../../client/text/time';
import type { ResponseOf } from '../../client/typed/operation';
import { counted } from '../../domain/base/counted';

type DriftList = ResponseOf<'list-drift'>;
type Row = DriftList['causes'][number];

const longestValue = 60;

/** One row for each cause, and under it each environment with its addresses and how it is fixed. */
export function renderDrift(found: DriftList, paint: Paint): string[] {
  const lines = found.causes.flatMap((row) => [...renderCause(row, paint), '']);
  return [...lines, ...summaryOf(found)];
}

function renderCause({ cause, type, change, isHidden, environments }: Row, paint: Paint): string[] {
  const what = change
    ? `${type}  ${change.attribute}: ${textOf(change.before)} → ${textOf(change.after)}`
    : `${type}  is gone`;
  const hidden = isHidden ? ['  Part of it is secret: it may differ between the environments.'] : [];
  const header = ['  ENVIRONMENT', 'ADDRESSES', 'FIX', 'EXPECTED'].map(paint.dim);
  const rows = environments.map((one) => [
    `  ${one.name}`,
    one.addresses.join(', '),
    fixOf(one),
    one.expected ? `until ${formatInstant(one.expected.until)}: ${one.expected.reason}` : '',
  ]);
  const anyExpected = environments.some(({ expected }) => expected);
  const width = anyExpected ? header.length : header.length - 1;
  const shown = renderTable(
    header.slice(0, width),
    rows.map((row) => row.slice(0, width)),
    paint.columns,
  );
  return [`${paint.dim(cause)}  ${what}`, ...hidden, ...shown];
}

/** A command is printed only where the control plane takes it. */
function fixOf({ name, version, changeRefused }: Row['environments'][number]): string {
  if (changeRefused === 'not-offered') return `another version: ${version} is not offered`;
  if (changeRefused === 'part-of-stack') return `idp stacks retry ${name.split('.')[0]}`;
  return `idp update ${name} --version ${version}`;
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

function summaryOf({ causes, checked, unchecked, expected, complete }: DriftList): string[] {
  const found = causes.length === 0 ? 'No drift was found' : `${counted(causes.length, 'cause')} of drift`;
  const left = expected > 0 ? `, ${expected} expected ('idp drift --expected')` : '';
  const unasked =
    unchecked.length > 0
      ? [`Not checked since the last apply: ${unchecked.join(', ')}. 'idp drift check NAME' does it.`]
      : [];
  const cut = complete ? [] : ['There are more environments than one list covers.'];
  return [`${found} in ${counted(checked, 'checked environment')}${left}.`, ...unasked, ...cut];
}
