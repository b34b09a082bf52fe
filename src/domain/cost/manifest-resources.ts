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
  if (typeof value !== 'object' || value === null || !('input' in value)) return value;
  const keys = Object.keys(value);
  return keys.length === 1 && typeof value.input === 'string' ? inputs[value.input] : value;
}
