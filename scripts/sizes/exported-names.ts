import ts from 'typescript';

/** The names that a file exports itself, each once: a type and a value of one name are one thing. */
export function exportedNames(source: ts.SourceFile): string[] {
  return [...new Set(source.statements.filter(isExported).flatMap(namesOf))];
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  const { name } = statement as ts.Statement & { name?: ts.Node };
  return name ? [name.getText()] : [];
}
