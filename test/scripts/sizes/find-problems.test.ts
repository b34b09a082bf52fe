import ts from 'typescript';
import { exportedNames } from '../../../scripts/sizes/exported-names';
import { crowdedFolders, findProblems, roomOf } from '../../../scripts/sizes/find-problems';
import { codeLines, overlongFunctions } from '../../../scripts/sizes/overlong-functions';

const parse = (text: string) => ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);

describe('the structure of the tree', () => {
  it('keeps its budgets, and a room exports no name twice', () => {
    expect(findProblems(process.cwd())).toEqual([]);
  });
});

describe('findProblems', () => {
  it('names a folder with more than 25 files', () => {
    const paths = Array.from({ length: 26 }, (_, nth) => `src/aws/${nth}.ts`);

    expect(crowdedFolders(paths)).toEqual(['src/aws holds 26 files']);
    expect(crowdedFolders(paths.slice(1))).toEqual([]);
  });

  it('takes a folder of src as a room, and each other folder of the root', () => {
    expect(['src/domain/cost/money.ts', 'lambdas/api/handler.ts'].map(roomOf)).toEqual([
      'src/domain',
      'lambdas',
    ]);
  });

  it('names a function above 40 lines, and one with four parameters', () => {
    const body = '  f();\n'.repeat(39);

    expect(overlongFunctions(parse(`function a() {\n${body}}`))).toEqual(['a has 41 lines']);
    expect(overlongFunctions(parse('function b(p, q, r, s) {}'))).toEqual(['b takes 4 parameters']);
    expect(overlongFunctions(parse(`function c(p, q, r) {\n${body.slice(7)}}`))).toEqual([]);
  });

  it('counts neither blank lines nor comments', () => {
    expect(codeLines('/** One.\n * Two. */\n\n// Three.\nconst a = 1;\n')).toBe(1);
  });

  it('reads each exported name once', () => {
    const text = 'export const A = 1;\nexport type A = 1;\nexport function b() {}\nconst c = 1;';

    expect(exportedNames(parse(text))).toEqual(['A', 'b']);
  });
});
