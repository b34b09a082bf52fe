import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderTable } from '../src/client/text/table';
import { idleUses } from '../src/domain/cost/control-plane/idle-uses';
import { countedRun, provisionUses } from '../src/domain/cost/control-plane/provision-uses';
import type { TemplateResources } from '../src/domain/cost/control-plane/template';
import { type Charge, chargesOf } from '../src/domain/cost/control-plane/use';
import { addUp, formatUsd } from '../src/domain/cost/money';
import { homeRegion } from '../src/domain/resources/price-book';

/** What a stage costs: a month in which nobody asks for anything, and one provision run. */
export interface StageCost {
  idle: Charge[];
  provision: Charge[];
}

interface Manifest {
  artifacts: Record<string, { type: string; properties?: { templateFile?: string } }>;
}

/** Prices the stacks of a cloud assembly as `cdk synth` wrote it. */
export function costOfStage(assembly: string): StageCost {
  const stacks = readStacks(assembly);
  const resources = Object.assign({}, ...stacks) as TemplateResources;
  return {
    idle: chargesOf(idleUses(stacks), homeRegion),
    provision: chargesOf(provisionUses(resources), homeRegion),
  };
}

/** The manifest knows which of the templates in the folder belong to the last synthesis. */
function readStacks(assembly: string): TemplateResources[] {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(assembly, file), 'utf8'));
  const { artifacts } = read('manifest.json') as Manifest;
  return Object.values(artifacts)
    .flatMap(({ type, properties }) =>
      type === 'aws:cloudformation:stack' ? (properties?.templateFile ?? []) : [],
    )
    .map((file) => (read(file) as { Resources: TemplateResources }).Resources);
}

/** The sums of a column of charges, for people. */
export function totalsOf(charges: readonly Charge[]): { list: string; afterFree: string } {
  return {
    list: formatUsd(addUp(charges.map(({ list }) => list))),
    afterFree: formatUsd(addUp(charges.map(({ afterFree }) => afterFree))),
  };
}

/** Both tables, and what one must know to read them. */
export function renderStageCost({ idle, provision }: StageCost): string[] {
  return [
    'Idle, a month of 730 hours in which nobody asks for anything:',
    ...renderCharges(idle),
    '',
    `One provision run, built within ${countedRun.minutes} minutes and followed by a person:`,
    ...renderCharges(provision),
    '',
    `Prices of ${homeRegion}, in USD. Free is what AWS gives every account each month without an end, and the account shares it.`,
    "Table, catalog and access logs are encrypted with AWS's own keys, which cost nothing; the topic's key and that of states and",
    "artifacts are the stage's own, and each costs one dollar more after each of its first two yearly rotations. What stays kept is",
    'taken to be 1 GB in the registry and in each bucket.',
  ];
}

function renderCharges(charges: readonly Charge[]): string[] {
  const total = totalsOf(charges);
  const rows = charges.map(({ item, quantity, unit, list, afterFree }) => [
    item,
    amountOf(quantity, unit),
    formatUsd(list),
    formatUsd(afterFree),
  ]);
  const table = renderTable(
    ['what', 'how much', 'list price', 'after free'],
    [...rows, ['total', '', total.list, total.afterFree]],
  );
  return table.map((line) => `  ${line}`);
}

/** `0.0438` of a `million requests` is `43,800 requests`. */
function amountOf(quantity: number, unit: string): string {
  const [, scale, what = unit] = /^(million|[\d,]+) (.+)$/.exec(unit) ?? [];
  const size = scale === 'million' ? 1_000_000 : Number((scale ?? '1').replaceAll(',', ''));
  const amount = (quantity * size).toLocaleString('en-US', { maximumSignificantDigits: 3 });
  return `${amount} ${what.replace(/ above .*/, '')}`;
}
