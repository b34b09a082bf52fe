import { randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { printable } from '../client/text/paint';

/** What a step may tell the runner of the job; https://docs.github.com/actions/reference/workflow-commands. */
export interface JobRunner {
  /** A line for readers of the log, which the runner can never take for a command. */
  say(line: string): void;
  /** Keeps a value out of the log from now on. */
  mask(secret: string): void;
  /** An error that is shown with the job, and at its place in a file of the repository where that is known. */
  fail(title: string, message: string, place?: Place): void;
  /** Outputs of the step; nothing is written where the job has no file for them. */
  setOutputs(outputs: Record<string, string>): Promise<void>;
}

/** A line of a file, by its path in the repository; without a line, the file. */
export interface Place {
  file: string;
  line?: string | undefined;
}

/** Speaks to the runner over `write`, which takes whole lines, and the file of the step's outputs. */
export function createRunner(write: (text: string) => void, outputFile: string | undefined): JobRunner {
  return {
    say: (line) => write(`${withoutCommands(printable(line))}\n`),
    mask: (secret) => write(`::add-mask::${escapeData(secret)}\n`),
    fail: (title, message, place) =>
      write(`::error ${at(place)}title=${shownProperty(title)}::${printable(escapeData(message))}\n`),
    setOutputs: async (outputs) => {
      const text = Object.entries(outputs).map(([name, value]) => heredoc(name, value));
      if (outputFile !== undefined) await appendFile(outputFile, text.join(''));
    },
  };
}

/** `::` at the beginning of a line and the older `##[` anywhere in it start a command, also from a program's output. */
function withoutCommands(text: string): string {
  return text
    .split(/\r\n|[\r\n]/)
    .map((line) => line.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '# #['))
    .join('\n');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function at(place: Place | undefined): string {
  if (place === undefined) return '';
  const line = place.line === undefined ? '' : `line=${shownProperty(place.line)},`;
  return `file=${shownProperty(place.file)},${line}`;
}

function shownProperty(text: string): string {
  return printable(escapeProperty(text));
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Nobody can foresee the delimiter, so no value can end early and begin another output. */
function heredoc(name: string, value: string): string {
  const delimiter = `end-${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
