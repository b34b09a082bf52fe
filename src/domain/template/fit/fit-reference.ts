import { closest } from '../../base/closest';
import type { Schema } from '../json-schema';
import type { Manifest } from '../template';
import { every, type Fit, refused, unchecked } from './fit';
import { fitSchema } from './fit-schema';
import { stepInto } from './step-into';

/** An output as a manifest has it. */
export type ManifestOutput = Manifest['outputs'][string];

/** What a reference names: an output of what a manifest describes, and at most one step into its value. */
export interface ReferencedOutput {
  manifest: Pick<Manifest, 'outputs'>;
  output: string;
  step?: string | undefined;
}

/** What a manifest says of an output's values: its schema, or the type that older versions say; undefined where it says nothing. */
export function schemaOfOutput({
  schema,
  type,
}: Pick<ManifestOutput, 'schema' | 'type'>): Schema | undefined {
  return schema ?? (type === undefined ? undefined : { type });
}

/**
 * Whether an output may be given to an input, by what both declare: before anything runs, so that no value is read. What is sure to
 * be wrong is refused, and so is what is secret; what only the value tells is `unchecked`, and must be held against both later.
 */
export function fitReference({ manifest, output, step }: ReferencedOutput, input: Schema): Fit {
  const own = Object.hasOwn(manifest.outputs, output) ? manifest.outputs[output] : undefined;
  if (own === undefined) return refused(noOutput(output, Object.keys(manifest.outputs)));
  if (own.sensitive) return refused(secret(output));
  const schema = schemaOfOutput(own);
  if (schema === undefined) return unchecked(`the template declares no type of the output ${output}`);
  if ([schema, input].some((one) => JSON.stringify(one).includes('"$ref"')))
    return unchecked(`the type of ${output}, or of the input, is defined by $ref`);
  if (step === undefined) return fitSchema({ producer: schema, consumer: input, what: output });
  const { schema: inner, there } = stepInto(schema, step, output);
  if (there.result === 'refused') return there;
  return every([fitSchema({ producer: inner, consumer: input, what: `${output}.${step}` }), there]);
}

function noOutput(output: string, names: readonly string[]): string {
  const near = closest(output, names);
  const hint = near === undefined ? `it has ${names.join(', ') || 'none'}` : `did you mean ${near}?`;
  return `there is no output ${output} (${hint})`;
}

function secret(output: string): string {
  return `${output} is sensitive, and inputs are not encrypted; pass the ARN or the name of the secret instead`;
}
