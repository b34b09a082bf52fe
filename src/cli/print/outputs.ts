import { writeExact } from '../../domain/base/exact-json';
import type { OutputsDocument } from '../../domain/environment/artifacts';
import { describeMisfit } from '../../client/text/plan-notes';
import { printable } from '../../client/text/paint';

/** Outputs as `name = value`, sorted; of a secret only where it is. */
export function renderOutputs(outputs: OutputsDocument): string[] {
  return Object.entries(outputs)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, output]) => [
      output.sensitive
        ? `${name} = (sensitive: ${printable(output.where)})`
        : `${name} = ${formatValue(output.value)}`,
      ...(output.misfit ? [printable(`  does not match its schema: ${describeMisfit(output.misfit)}`)] : []),
    ]);
}

/** A value on one line: a text as it is, anything else as JSON. */
export function formatValue(value: unknown): string {
  return typeof value === 'string' ? printable(value).replaceAll('\n', '\\n') : writeExact(value);
}
