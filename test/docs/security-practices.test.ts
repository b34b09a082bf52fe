import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandTable } from '../../src/cli/command-table';

const text = readFileSync('docs/security-practices.md', 'utf8');

/** The rows of its tables, without their heads. */
const practices = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| practice |'))
  .map((line) => line.split(' | ').map((cell) => cell.trim()));

describe('docs/security-practices.md', () => {
  it('links what is there', () => {
    const links = [...text.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, path]) => path ?? '');

    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((path) => !existsSync(join('docs', path)))).toEqual([]);
  });

  it('names commands that there are', () => {
    const words = [...text.matchAll(/`idp ([a-z]+)/g)].map(([, word]) => word);
    const known = new Set(commandTable.map(({ name }) => name.split(' ')[0]));

    expect(words.length).toBeGreaterThan(5);
    expect(words.filter((word) => !known.has(word ?? ''))).toEqual([]);
  });

  it('says of each practice what does it', () => {
    const unshown = practices.filter(([, by = '']) => !/[`\]]|every component|leases of/.test(by));

    expect(practices.length).toBeGreaterThan(15);
    expect(unshown).toEqual([]);
  });
});
