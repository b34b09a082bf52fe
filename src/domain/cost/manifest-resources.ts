import type { CostLine } from '../template/template';
import { numberIn, type PricedResource } from '../resources/pricing';

type Inputs = Record<string, unknown>;

/** The resources that a manifest's `cost` lines stand for with these (validated) inputs, before any plan exists. */
export function resourcesOfManifest(
  lines: readonly CostLine[],
  inputs: Inputs,
  { asleep = false } = {},
): PricedResource[] {
  return lines
    .flatMap((line) => (asleep ? asleepLine(line) : [line]))
    .filter((line) => applies(line, inputs))
    .map((line) => ({
      type: line.type,
      address: line.type,
      count: countIn(valueOf(line.count, inputs)) ?? 1,
      attributes: attributesOf(line, inputs),
    }));
}

/**
 * Those of them that a plan makes for sure, with the attributes that are sure: how many and whether must be said, and what a
 * sensitive input says stays with whoever gave it.
 */
export function sureResourcesOf(
  lines: readonly CostLine[],
  inputs: Inputs,
  { asleep = false, sensitive }: { asleep?: boolean; sensitive: readonly string[] },
): PricedResource[] {
  const isOpen = (value: unknown) => !sensitive.includes(inputIn(value) ?? '');
  const isOpenCondition = ({ when }: CostLine) => !sensitive.includes(when?.input ?? '');
  const sure = lines
    .flatMap((line) => (asleep ? asleepLine(line) : [line]))
    .filter((line) => isOpenCondition(line) && isOpen(line.count) && isCounted(line, inputs))
    .map((line) => ({ ...line, with: pick(line.with, isOpen) }));
  return resourcesOfManifest(sure, inputs).filter(({ count }) => count > 0);
}

function isCounted({ count }: CostLine, inputs: Inputs): boolean {
  return count === undefined || countIn(valueOf(count, inputs)) !== undefined;
}

function pick(values: CostLine['with'], isWanted: (value: unknown) => boolean): Inputs {
  return Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => isWanted(value)));
}

/** What stays of a line while its environment sleeps. */
function asleepLine(line: CostLine): CostLine[] {
  return line.asleep === false ? [] : [{ ...line, with: { ...line.with, ...line.asleep } }];
}

function applies({ when }: CostLine, inputs: Inputs): boolean {
  return when === undefined || inputs[when.input] === when.equals;
}

/** An input that lists or names things stands for as many as it holds. */
function countIn(value: unknown): number | undefined {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length;
  return numberIn(value);
}

function attributesOf(line: CostLine, inputs: Inputs): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(line.with ?? {}).map(([name, value]) => [name, valueOf(value, inputs)]),
  );
}

/** `{ input: name }`, and nothing beside it, takes the value of that input. */
function valueOf(value: unknown, inputs: Inputs): unknown {
  const name = inputIn(value);
  return name === undefined ? value : inputs[name];
}

/** The input that a value of a line is taken from; undefined where the line says the value itself. */
export function inputIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('input' in value)) return undefined;
  const isAlone = Object.keys(value).length === 1;
  return isAlone && typeof value.input === 'string' ? value.input : undefined;
}
