import { counted } from '../../domain/base/counted';
import { formatUsd } from '../../domain/cost/money';
import { leftOut } from './cost';
import type { Consent } from '../../domain/environment/plan';
import type {
  CheckedResource,
  DestroyedFrom,
  Receipt,
  ReceiptSummary,
} from '../../domain/environment/receipt';
import type { LifeView } from '../../client/api';
import { type Paint, printable } from '../../client/text/paint';
import { type Field, renderFields } from '../../client/text/table';
import { formatDuration, formatSecond } from '../../client/text/time';

const witnesses: Record<CheckedResource['witness'], string> = {
  provider: 'read by the Terraform provider',
  'tagging-api': 'found by tag and checked',
  'cluster-gone': 'deleted with its cluster',
  'cluster-tags': "found by the tags of a cluster's controllers",
};

/** The receipt of an ended life: what was looked for and how, what was found, and what the lease cost. */
export function renderReceipt(life: LifeView, paint: Paint): string[] {
  const { name, id, receipt, evidence } = life;
  if (!receipt) return [];
  const title = `${paint.bold(`Receipt of ${name}`)} ${paint.dim(`(life ${id})`)}`;
  if (!receipt.built)
    return [title, ...renderFields([['Result', 'nothing was built, so there was nothing to destroy']])];
  return [
    title,
    ...renderFields(
      [...verdict(receipt, paint), ...(evidence ? proof(evidence) : []), ...closing(receipt, life.actual)],
      paint.columns,
    ),
  ];
}

function verdict({ checked, terminal, disowned }: ReceiptSummary, paint: Paint): Field[] {
  const gone = `${counted(checked, 'resource')}: ${checked - terminal} gone${terminal > 0 ? `, ${terminal} in a terminal state` : ''}`;
  return [
    [
      'Result',
      disowned === undefined
        ? paint.green('nothing is left')
        : paint.yellow(`nothing is left that could be checked; ${disowned} disowned`),
    ],
    ['Checked', checked > 0 ? gone : 'nothing: it had no resources outside of Terraform'],
  ];
}

const planned: Record<DestroyedFrom, string | undefined> = {
  refreshed: undefined,
  unrefreshed: 'the template without its data sources, which could no longer be evaluated',
  state: 'only the state: the template could no longer be evaluated',
};

function proof(evidence: Receipt): Field[] {
  const {
    checked,
    adopted,
    notOurs = [],
    disowned = [],
    blindTypes,
    derivedTypes = [],
    unchecked,
    startedAt,
    endedAt,
    regions,
    destroyedFrom,
  } = evidence;
  return [
    ['Planned from', destroyedFrom && planned[destroyedFrom]],
    ['Provisioners skipped', evidence.skippedProvisioners?.map(printable)],
    ['How', [...countByWitness(checked), `searched by tag in ${regions.join(', ')}`]],
    ['Adopted', adopted.map(({ address, id }) => printable(`${address} (${id})`))],
    [
      'Not ours',
      notOurs.map(({ address, id, why }) => printable(`${address}: its name is taken by ${id}; ${why}`)),
    ],
    ['Disowned', disowned.map(describeDisowned)],
    ['Terminal', checked.filter(({ found }) => found === 'terminal').map(describeResource)],
    ['Remaining', checked.filter(({ found }) => found === 'remaining').map(describeResource)],
    ['Not seen by tag', blindTypes.length > 0 ? blindTypes.join(', ') : undefined],
    [
      'Facts derived',
      derivedTypes.length > 0
        ? `${derivedTypes.join(', ')}: proven by the provider; no facts by hand`
        : undefined,
    ],
    ['Unchecked', unchecked.map(printable)],
    ['Took', formatDuration(Date.parse(endedAt) - Date.parse(startedAt))],
  ];
}

function describeDisowned({ address, by, at, why }: NonNullable<Receipt['disowned']>[number]): string {
  return printable(`${address}: by ${by} at ${formatSecond(at)}${why === undefined ? '' : `; ${why}`}`);
}

function countByWitness(checked: CheckedResource[]): string[] {
  const names = [...new Set(checked.map(({ witness }) => witness))];
  return names.map(
    (name) => `${checked.filter(({ witness }) => witness === name).length} ${witnesses[name]}`,
  );
}

function describeResource({ address, id, note }: CheckedResource): string {
  return printable([address, id === null ? '' : `(${id})`, note ?? ''].filter(Boolean).join(' '));
}

function closing(
  { endedAt, cost, accrued, digest, consent }: ReceiptSummary,
  actual: LifeView['actual'],
): Field[] {
  return [
    ['Asked by', consent?.askedBy],
    ['Approved by', consent && describeApprover(consent)],
    ['Proven at', formatSecond(endedAt)],
    ['Lease cost', describeCost(cost, accrued)],
    ['Actual cost', actual && describeActual(actual)],
    ['Digest', digest ?? undefined],
  ];
}

function describeCost(cost: number | null, accrued: ReceiptSummary['accrued']): string {
  const out = accrued ? leftOut(accrued) : '';
  if (cost === null) return `not known${out}`;
  return `${accrued && accrued.unpriced.length > 0 ? 'at least ' : ''}${formatUsd(cost)}${out}`;
}

/** What AWS charged; never a 0 that only says that nobody knows. */
function describeActual({ usd, estimated, words, nextAt }: NonNullable<LifeView['actual']>): string {
  if (usd !== undefined) return `${formatUsd(usd)}${estimated ? ', until AWS closes the month' : ''}`;
  const next = typeof nextAt === 'string' ? `${formatSecond(nextAt)}` : undefined;
  if (words === undefined) return `not yet available${next === undefined ? '' : `; requested at ${next}`}`;
  return `not available: ${printable(words)}${next === undefined ? '' : `; requested again at ${next}`}`;
}

function describeApprover({ approvedBy, selfApproved }: Consent): string {
  if (approvedBy === null) return 'no one; no approval was needed';
  return selfApproved ? `${approvedBy}, who also requested it; this stage allows that` : approvedBy;
}
