import { areApart } from '../formats';
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
  const [has, wanted] = [producer['format'], consumer['format']];
  if (wanted === undefined || has === wanted) return fits;
  if (has === undefined) return unchecked(`${what} has no format, and the input takes ${String(wanted)}`);
  const why = `${what} has format ${String(has)}, but the input takes ${String(wanted)}`;
  return areApart(String(has), String(wanted)) ? refused(why) : unchecked(why);
}

function fitPatterns({ producer, consumer, what }: Pair): Fit {
  const wanted = consumer['pattern'];
  if (wanted === undefined || producer['pattern'] === wanted) return fits;
  return unchecked(`the input takes only what matches ${String(wanted)}, which ${what} does not promise`);
}
