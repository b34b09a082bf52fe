import { areApart } from '../formats';
import type { Schema } from '../json-schema';
import { every, type Fit, fits, type Pair, refused, unchecked } from './fit';
import { fitRange } from './fit-range';

/** Whether texts of the producer are within what the consumer says of texts. */
export function fitStrings(pair: Pair): Fit {
  return every([
    fitFormats(pair),
    fitRange(pair, { least: 'minLength', most: 'maxLength', of: 'characters', natural: 0 }),
    fitPatterns(pair),
  ]);
}

function fitFormats({ producer, consumer, what }: Pair): Fit {
  const [has, wanted] = [saidOf(producer, 'format'), saidOf(consumer, 'format')];
  if (wanted === undefined || has === wanted) return fits;
  if (has === undefined) return unchecked(`${what} has no format, and the input takes ${wanted}`);
  const why = `${what} has format ${has}, but the input takes ${wanted}`;
  return areApart(has, wanted) ? refused(why) : unchecked(why);
}

function fitPatterns({ producer, consumer, what }: Pair): Fit {
  const wanted = saidOf(consumer, 'pattern');
  if (wanted === undefined || saidOf(producer, 'pattern') === wanted) return fits;
  return unchecked(`the input takes only what matches ${wanted}, which ${what} does not promise`);
}

function saidOf(schema: Schema, keyword: 'format' | 'pattern'): string | undefined {
  const said = schema[keyword];
  return typeof said === 'string' ? said : undefined;
}
