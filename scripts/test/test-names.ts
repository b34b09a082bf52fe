import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { heavyFolder } from './run-shards';
import type { FileResult, JestReport } from './test-report';

/** The tests that may not be lost: one a line, `file › full name`; where each test stood when the list was made, or where its file went. */
export const namesFile = 'test/test-names.txt';

/** The tests of that list that another one replaces: `file › full name => file › full name` a line. */
export const replacedFile = 'test/replaced-names.txt';

/** A row of `replacedFile`. */
interface Replacement {
  old: string;
  replacement: string;
}

/** The names that must be found, the replacements that count, and the names that a run reported. */
interface NameLists {
  known: readonly string[];
  replacements: readonly Replacement[];
  run: ReadonlySet<string>;
}

const separator = ' › ';
const arrow = ' => ';

/** One sentence for each test of the checked-in list that a whole `npm test` did not run, that no heavy proof holds, and that nothing replaces. */
export function lostTests(report: JestReport, root: string): string[] {
  const lists = { ...readLists(root), run: namesOf(report, root) };
  const unread = filesThatFailed(report, root);
  return compareNames(lists, (name) => unread.has(fileOf(name)) || standsInHeavyFile(name, root));
}

/** The same for heavy proofs: only tests of the files that `report` is about. */
export function lostHeavyTests(report: JestReport, root: string): string[] {
  const { known, replacements } = readLists(root);
  const run = namesOf(report, root);
  const unread = filesThatFailed(report, root);
  const files = new Set(report.testResults.map((file) => pathOf(file, root)));
  const replaced = new Set(replacements.map(({ old }) => old));
  return [...known, ...replacements.map(({ replacement }) => replacement)]
    .filter((name) => files.has(fileOf(name)) && !unread.has(fileOf(name)))
    .filter((name) => !run.has(name) && !replaced.has(name))
    .map((name) => `Lost test: ${name}`);
}

/** What is wrong with the lists; `runsElsewhere` says of a name that this run did not report whether another one holds it. */
function compareNames(
  { known, replacements, run }: NameLists,
  runsElsewhere: (name: string) => boolean,
): string[] {
  const exists = (name: string) => run.has(name) || runsElsewhere(name);
  const replaced = new Set(replacements.map(({ old }) => old));
  const names = new Set(known);
  const lost = known.filter((name) => !replaced.has(name) && !exists(name));
  const hollow = replacements.filter(({ replacement }) => !exists(replacement));
  const idle = replacements.filter(({ old }) => !names.has(old));
  return [
    ...lost.map((name) => `Lost test: ${name}`),
    ...hollow.map(({ replacement }) => `No such test replaces another: ${replacement}`),
    ...idle.map(({ old }) => `Replaced, but not in ${namesFile}: ${old}`),
  ];
}

/** Every test that a report says was run, as the lists write it: paths from the root, values that each run makes anew left out. */
function namesOf({ testResults }: JestReport, root: string): Set<string> {
  return new Set(
    testResults.flatMap((file) =>
      file.assertionResults
        .filter(({ status }) => status === 'passed' || status === 'failed')
        .map(({ fullName = '' }) => normalise(`${pathOf(file, root)}${separator}${fullName}`)),
    ),
  );
}

/** The rows of a text; a line that starts with `#` is a comment. */
function readReplacements(text: string): Replacement[] {
  return linesOf(text).map((line) => {
    const [old, replacement, ...rest] = line.split(arrow);
    if (old === undefined || replacement === undefined || rest.length > 0)
      throw new Error(`A line of ${replacedFile} is not \`old => new\`: ${line}`);
    return { old, replacement };
  });
}

function readLists(root: string): Pick<NameLists, 'known' | 'replacements'> {
  return {
    known: linesOf(readFileSync(join(root, namesFile), 'utf8')),
    replacements: readReplacements(readFileSync(join(root, replacedFile), 'utf8')),
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** A file that could not be loaded counts as a failure of its own; that its tests are missing says nothing more. */
function filesThatFailed({ testResults }: JestReport, root: string): Set<string> {
  return new Set(
    testResults
      .filter(({ assertionResults }) => assertionResults.length === 0)
      .map((file) => pathOf(file, root)),
  );
}

function pathOf({ name }: FileResult, root: string): string {
  return relative(root, name).replaceAll('\\', '/');
}

function fileOf(name: string): string {
  return name.split(separator, 1)[0] ?? '';
}

/** A name on one line, without the stack of an error that is printed in it, and without the date of now. */
function normalise(name: string): string {
  return name
    .replaceAll(/\n\s+at \S.*?:\d+:\d+\)?/g, '')
    .replaceAll(/\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT/g, '<date>')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Whether a heavy proof of that name is there to be run: its file exists, and one of its titles ends the name. */
function standsInHeavyFile(name: string, root: string): boolean {
  const file = fileOf(name);
  if (!file.startsWith(`${heavyFolder}/`) || !existsSync(join(root, file))) return false;
  return titlesIn(readFileSync(join(root, file), 'utf8')).some((title) => title.test(name));
}

/** Every string of at least eight characters in a source, as the end of a test's name; what is filled in later matches anything. */
function titlesIn(source: string): RegExp[] {
  const strings = source.matchAll(/(['"`])((?:(?!\1)[^\\\n]|\\.)+)\1/g);
  return [...strings]
    .map(([, , text = '']) => text.replaceAll(/\\(['"`])/g, '$1'))
    .filter((text) => text.length >= 8)
    .map(
      (text) =>
        new RegExp(
          `[› ]${text
            .split(/%[a-z]|\$\{[^}]*\}|\$[a-zA-Z.]+/)
            .map(escapeRegExp)
            .join('.*')}$`,
        ),
    );
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
