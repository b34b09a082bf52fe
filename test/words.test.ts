import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readLiterals } from './support/words/read-literals';
import { unclearWords } from './support/words/unclear-words';

interface Passage {
  place: string;
  text: string;
}

const kinds = Object.entries(unclearWords);

/** Every text of ours that people read: of programs what stands in quotes, of documents all. */
const passages = [...ofPrograms(), ...ofDocuments()];

describe.each(kinds)('the kind of words "%s"', (_kind, { pattern, refused, plain }) => {
  it.each(refused)('is seen in: %s', (sentence) => {
    expect(sentence).toMatch(pattern);
  });

  it('is not seen in plain words', () => {
    expect(plain).not.toMatch(pattern);
  });
});

it.each(kinds)('no text that people read has the kind of words "%s"', (_kind, { pattern, instead }) => {
  const found = passages.filter(({ text }) => pattern.test(text)).map(shown);

  expect({ instead, found }).toEqual({ instead, found: [] });
});

it('reads programs and documents', () => {
  const places = passages.map(({ place }) => place);

  expect(places).toEqual(
    expect.arrayContaining([
      expect.stringContaining('src/domain/base/error-catalogue.ts'),
      expect.stringContaining('lambdas/api/describe-api.ts'),
      expect.stringContaining('README.md'),
      expect.stringContaining('docs/runbook.md'),
      expect.stringContaining('actions/environment/action.yml'),
      expect.stringContaining('terraform/templates/vpc/template.yaml'),
    ]),
  );
  expect(passages.length).toBeGreaterThan(4_000);
});

describe('the texts of a program', () => {
  const textsOf = (code: string) => readLiterals(code).map(({ text }) => text);

  it('are what stands in its quotes, however deep, and no comment', () => {
    const code = [
      "const a = 'one it\\'s'; // 'no text'",
      '/* "no text" */ const b = `two ${c ? `three ${d}` : "four"} more`;',
      'const e = { f: "five" };',
    ].join('\n');

    expect(textsOf(code)).toEqual(["one it's", 'three …', 'four', 'two … more', 'five']);
  });

  it.each([
    ['an expression with a quote', "text.replace(/'/g, 'a b')", ['a b']],
    ['an expression with a slash in brackets', "if (/[/'\"]/.test(x)) return 'a b'", ['a b']],
    ['a division', "x = a / b; y = 'a b' + c / d", ['a b']],
    ['a comment behind an address', "const x = 'https://a.b/c'; // it's", ['https://a.b/c']],
  ])('are found behind %s', (_what, code, texts) => {
    expect(textsOf(code)).toEqual(texts);
  });
});

/** Words in quotes without a space are names. Emulators say what AWS says, word for word. */
function ofPrograms(): Passage[] {
  const files = listed('src/*.ts', 'lambdas/*.ts', 'bin/*.ts', 'lib/*.ts', ':!src/emulators');
  return files.flatMap((file) => {
    const code = readFileSync(file, 'utf8');
    return readLiterals(code)
      .filter(({ text }) => text.includes(' '))
      .map(({ at, text }) => ({ place: `${file} at ${at}`, text }));
  });
}

/** Line by line, and each two of them together, as a sentence may break anywhere; decisions (docs/adr) are history. */
function ofDocuments(): Passage[] {
  const files = listed(
    '*.md',
    'actions/*.yml',
    'terraform/*/template.yaml',
    'terraform/*/variables.tf',
    'terraform/*/outputs.tf',
    ':!docs/adr',
    ':!test',
    ':!.github',
  );
  return files.flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.map((line, at) => ({
      place: `${file}:${at + 1}`,
      text: `${line} ${(lines[at + 1] ?? '').trim()}`,
    }));
  });
}

function listed(...patterns: string[]): string[] {
  return execFileSync('git', ['ls-files', ...patterns], { encoding: 'utf8' })
    .trim()
    .split('\n');
}

function shown({ place, text }: Passage): string {
  return `${place}: ${text.slice(0, 200)}`;
}
