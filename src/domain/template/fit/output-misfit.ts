import * as z from 'zod';
import { cutAt } from '../../base/cut-text';
import { type ExactJson, writeExact } from '../../base/exact-json';
import { issuesOf } from '../../base/parse';
import { schemaWords } from '../schema-words';
import { parserOf, type Schema, tryParse } from '../json-schema';
import { fitSchema } from './fit-schema';
import { typeOfState } from './state-type';

const longestWords = 300;
const words = z.string().max(longestWords);

/** What was expected of an output's value, of which type it came, and why that does not match; never the value itself. */
export const Misfit = z.strictObject({
  expected: words.describe('What the template says that the values of the output are.'),
  found: words.describe('The type of the value that came.'),
  reason: words.describe('Why it does not match.'),
});
export type Misfit = z.infer<typeof Misfit>;

/** An output as a state has it: its type in Terraform's words, and its value, which is missing where it is secret. */
export interface StateOutput {
  type: ExactJson;
  value?: ExactJson;
}

/** Why an output does not match its schema, by its value, or by its type alone where it is secret; undefined where it does. */
export function outputMisfit(schema: Schema, output: StateOutput): Misfit | undefined {
  const reason = output.value === undefined ? typeReason(schema, output) : valueReason(schema, output.value);
  if (reason === undefined) return undefined;
  return {
    expected: cutAt(longestWords, schemaWords(schema)),
    found: cutAt(longestWords, output.value === null ? 'null' : schemaWords(typeOfState(output.type))),
    reason: cutAt(longestWords, reason),
  };
}

/** Of a value that nobody may see, only a type that can never match is told. */
function typeReason(schema: Schema, { type }: StateOutput): string | undefined {
  const fit = fitSchema({ producer: typeOfState(type), consumer: schema, what: 'its value' });
  return fit.result === 'refused' ? fit.why.replaceAll('the input', 'the schema') : undefined;
}

function valueReason(schema: Schema, value: ExactJson): string | undefined {
  const parsed = tryParse(parserOf(schema), JSON.parse(writeExact(value)));
  if (parsed.success) return undefined;
  const [issue] = issuesOf(parsed.error, 'value');
  return issue && `${issue.field} ${issue.message === 'unknown input' ? 'is an unknown key' : issue.message}`;
}
