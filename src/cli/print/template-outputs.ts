import type { TemplateVersion } from '../../client/typed/types';
import { schemaWords } from '../../domain/base/schema-words';
import { type Paint, printable } from '../../client/text/paint';
import { renderColumns } from '../../client/text/table';

type Outputs = TemplateVersion['manifest']['outputs'];

/** The outputs of a template in lines, each with what its values are; a `-` where the template does not say it. */
export function renderTemplateOutputs(outputs: Outputs, paint: Paint): string[] {
  const rows = Object.entries(outputs).map(([name, { description, sensitive, schema, type }]) => [
    `  ${name}`,
    printable(schema === undefined ? (type ?? '-') : schemaWords(schema)),
    printable(`${description}${sensitive ? ' (sensitive)' : ''}`),
  ]);
  return renderColumns(rows, paint.columns).flat();
}
