import { printableLine } from '../../client/text/paint';
import { success } from '../../client/exit-codes';
import type { World } from '../world';
import type { Completed } from './candidate';
import { liveNames } from './live-names';
import { type Ask, suggest } from './suggest';
import { splitLine, type TypedLine } from './typed-line';

/**
 * What the shells' scripts ask: `bash LINE WORDBREAKS`, or `zsh|fish WORD...` with the word at the cursor last. The first line
 * says what follows: `words`, a line each with a tab before what it means, or `file` and what its name begins with. Whatever
 * fails, nothing is said about it: a line of trouble would stand in the middle of what is typed.
 */
export async function complete([shell = '', ...rest]: string[], world: World): Promise<number> {
  const { line, breaks } = shell === 'bash' ? ofBash(rest) : ofWords(rest);
  const found = await suggest(line, askerOf(world)).catch((): Completed => ({ words: [] }));
  world.stdout.write(`${linesOf(found, keptOf(line.current, breaks)).join('\n')}\n`);
  return success;
}

/** A typed line, and the characters that begin a new word for whoever asks. */
interface Asked {
  line: TypedLine;
  breaks: string;
}

function ofBash([line = '', breaks = '']: string[]): Asked {
  return { line: splitLine(line), breaks };
}

function ofWords(words: string[]): Asked {
  return { line: { before: words.slice(0, -1), current: words.at(-1) ?? '' }, breaks: '' };
}

/** How much of the word at the cursor bash leaves as it is: what it takes for other words, such as `--output=`. */
function keptOf(current: string, breaks: string): number {
  const marks = [...breaks].filter((mark) => !/[\s'"]/.test(mark));
  return Math.max(0, ...marks.map((mark) => current.lastIndexOf(mark) + 1));
}

function linesOf(found: Completed, kept: number): string[] {
  if ('file' in found) return ['file', printableLine(found.file)];
  const lines = found.words.map(({ value, says = '' }) => `${value.slice(kept)}\t${oneLine(says)}`);
  return ['words', ...lines];
}

function oneLine(text: string): string {
  return printableLine(text).replaceAll(/\s+/g, ' ').trim();
}

function askerOf(world: World): Ask {
  const ask: Ask = async (source, given) => {
    const last = (name: string) => given.get(name)?.at(-1);
    if (source.kind === 'chosen') return ask(source.by(last), given);
    if (source.kind === 'here') return source.read(world);
    if (source.kind !== 'live') return [];
    const key = source.key(last);
    if (key === undefined) return [];
    const where = { url: last('url'), profile: last('profile') };
    const of = `${source.of} ${key}`;
    return liveNames({ of, where, read: (api) => source.read(api, key) }, world);
  };
  return ask;
}
