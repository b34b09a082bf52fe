import ts from 'typescript';

const mostLines = 40;
const mostParameters = 3;

/** The functions of a file that are longer than 40 lines or take more than three parameters, as sentences. */
export function overlongFunctions(source: ts.SourceFile): string[] {
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) problems.push(...problemsOf(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

function problemsOf(node: ts.SignatureDeclaration): string[] {
  const name = node.name?.getText() ?? 'a function without a name';
  const lines = codeLines(node.getText());
  const count = node.parameters.length;
  return [
    ...(lines > mostLines ? [`${name} has ${lines} lines`] : []),
    ...(count > mostParameters ? [`${name} takes ${count} parameters`] : []),
  ];
}

/** How many lines of a text hold code: neither blank nor only a comment. */
export function codeLines(text: string): number {
  const withoutBlocks = text.replace(/^\s*\/\*[\s\S]*?\*\/\s*$/gm, '');
  return withoutBlocks.split('\n').filter((line) => !/^\s*(\/\/.*)?$/.test(line)).length;
}
