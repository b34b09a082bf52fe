import { writeExact } from '../../domain/base/exact-json';
import type { OutputsDocument } from '../../domain/environment/artifacts';
import { printable } from '../../client/text/paint';

/** Outputs as `name = value`, sorted; of a secret only where it is. */
export function renderOutputs(outputs: OutputsDocument): string[] {
  return Object.entries(outputs)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, output]) =>
      output.sensitive
        ? `${name} = (sensitive: ${printable(output.where)})`
        : `${name} = ${formatValue(output.value)}`,
    );
}

/** A value on one line: a text as it is, anything else as JSON. */
export function formatValue(value: unknown): string {
  return typeof value === 'string' ? printable(value).replaceAll('\n', '\\n') : writeExact(value);
}
