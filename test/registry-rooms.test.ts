import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What stands in the registry's rooms, and in what reads and writes entries of every kind. */
const rooms = ['src/operations/registry', 'src/domain/registry'];
const adapters = [
  'src/aws/dynamo-entries.ts',
  'src/aws/dynamo-list.ts',
  'src/aws/dynamo-due.ts',
  'src/aws/dynamo-overdue.ts',
  'src/aws/dynamo-audit.ts',
  'src/aws/dynamo-reservations.ts',
  'src/aws/dynamo-table.ts',
  'src/aws/eventbridge-bus.ts',
  'lambdas/sweep/handler.ts',
];
const files = [...rooms.flatMap((room) => readdirSync(room).map((file) => join(room, file))), ...adapters];

const noun = /environment|image|stack|template|\b(ENV|IMAGE|KEY|LIFE|RUN)\b/;
/** A kind's own row may say its own prefix. */
const ownRow = /^ {2}prefix: 'KEY',$/;

const nounsIn = (text: string) => text.split('\n').filter((line) => noun.test(line) && !ownRow.test(line));

it.each(files)('%s names no kind of entry', (file) => {
  expect(nounsIn(readFileSync(file, 'utf8'))).toEqual([]);
});

it('finds a noun where one is planted, and lets a row say its prefix', () => {
  const planted = [
    "if (kind === 'KEY') return;",
    "  prefix: 'KEY',",
    '/** The environment. */',
    "pk: 'ENV#foo'",
  ];

  expect(nounsIn(planted.join('\n'))).toEqual([planted[0], planted[2], planted[3]]);
});
