import { CliError } from '../../../client/errors';
import type { Paint } from '../../../client/text/paint';
import { renderTable } from '../../../client/text/table';
import { counted } from '../../../domain/base/counted';
import { keyOf } from '../../../domain/stack/names';
import type { VersionRow } from '../../../domain/stack/upgrades/version-rows';
import type { Context } from '../../context';
import { placeIn } from '../open-stacks';
import type { StackOptions } from '../stack-options';
import { readVersions } from './read-versions';

/** What an upgrade of a component changes before any plan: its price per month, and inputs that fall away or are new. */
interface UpgradeEffect {
  monthly: { before: number; after: number };
  dropped: readonly string[];
  added: readonly string[];
}

/** `idp stacks versions`: which components are behind the newest version of their template, and what bringing them there would cost. */
export async function showVersions(
  context: Context,
  options: StackOptions,
  name: string | undefined,
): Promise<void> {
  const { rows, shown, missing } = await readVersions(context, options);
  const own = rows.filter(({ stack }) => name === undefined || stack === name);
  if (own.length === 0 && name !== undefined)
    throw new CliError(
      'not-found',
      `There is no stack '${name}' with components in ${shown || 'this folder'}.`,
    );
  const effects = await Promise.all(own.map((row) => effectOf(context, row)));
  const versions = own.map((row, index) => ({ ...row, upgrade: effects[index] ?? null }));
  context.screen.warn(...missing);
  context.screen.show(versions, () => renderVersions(versions, { shown, paint: context.screen.paint }));
}

type Shown = VersionRow & { upgrade: UpgradeEffect | null };

/** Null where nothing runs, where it is the newest, or where the control plane does not say. */
async function effectOf({ api }: Context, row: VersionRow): Promise<UpgradeEffect | null> {
  const { stack, component, template, running, newest } = row;
  if (running === null || newest === null || running === newest) return null;
  const changes = keyOf(stack, component);
  try {
    const [before, after] = await Promise.all([
      api.estimateCost({ template, changes, version: running }),
      api.estimateCost({ template, changes, version: newest }),
    ]);
    const { dropped = [], added = [] } = after.change?.upgrade ?? {};
    return {
      monthly: { before: before.estimate.monthly, after: after.estimate.monthly },
      dropped,
      added,
    };
  } catch (error) {
    if (!(error instanceof CliError) || error.kind === 'interrupted') throw error;
    return null;
  }
}

function renderVersions(
  versions: readonly Shown[],
  { shown, paint }: { shown: string; paint: Paint },
): string[] {
  const header = ['LAYER', 'COMPONENT', 'TEMPLATE', 'RUNS', 'ALLOWED', 'NEWEST', 'PER MONTH', 'NEXT'].map(
    paint.dim,
  );
  const rows = versions.map((row) => [
    String(row.layer),
    keyOf(row.stack, row.component),
    row.range === null ? row.template : `${row.template}@${row.range}`,
    row.running ?? '-',
    row.allowed ?? '-',
    row.newest ?? '-',
    priceOf(row),
    nextOf(row, shown),
  ]);
  const behind = versions.filter((row) => row.behind !== null);
  const inputs = versions.flatMap(inputsOf);
  const count = `${counted(versions.length, 'component')}, ${behind.length} behind.`;
  return [...renderTable(header, rows, paint.columns), '', ...inputs, count];
}

function priceOf({ upgrade }: Shown): string {
  if (upgrade === null) return '';
  const { before, after } = upgrade.monthly;
  return before === after ? `$${before.toFixed(2)}` : `$${before.toFixed(2)} → $${after.toFixed(2)}`;
}

/** A wider range is written first; within the range the next apply brings the newest. */
function nextOf({ behind, stack, template, rangeAt }: Shown, shown: string): string {
  if (behind === 'apply') return `idp stacks apply ${stack}`;
  if (behind === null) return '';
  const place = rangeAt ? ` (${placeIn(rangeAt, shown)})` : '';
  return `idp stacks upgrade ${template}${place}`;
}

function inputsOf({ stack, component, newest, upgrade }: Shown): string[] {
  if (!upgrade || upgrade.dropped.length + upgrade.added.length === 0) return [];
  const parts = [
    ...(upgrade.dropped.length > 0 ? [`drops ${upgrade.dropped.join(', ')}`] : []),
    ...(upgrade.added.length > 0 ? [`adds ${upgrade.added.join(', ')}`] : []),
  ];
  return [`${keyOf(stack, component)}: ${newest ?? ''} ${parts.join(' and ')} among the inputs.`];
}
