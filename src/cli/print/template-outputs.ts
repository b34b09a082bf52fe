import type { TemplateVersion } from '../../client/typed/types';
import { schemaWords } from '../../domain/template/schema-words';
import { type Paint, printable } from '../../client/text/paint';
import { renderColumns } from '../../client/text/table';

type Outputs = TemplateVersion['manifest']['outputs'];

/** The outputs of a template in lines, each with what its values are, where the template says it of any. */
export function renderTemplateOutputs(outputs: Outputs, paint: Paint): string[] {
  const isTyped = Object.values(outputs).some((one) => typeWords(one) !== undefined);
  const rows = Object.entries(outputs).map(([name, one]) => [
    `  ${name}`,
    ...(isTyped ? [printable(typeWords(one) ?? '-')] : []),
    printable(`${one.description}${one.sensitive ? ' (sensitive)' : ''}`),
  ]);
  return renderColumns(rows, paint.columns).flat();
}

function typeWords({ schema, type }: Outputs[string]): string | undefined {
  return schema === undefined ? type : schemaWords(schema);
}
