import { Document, isMap, visit } from 'yaml';
import { contentOf, type NewStack } from '../../domain/stack/new/new-stack';

/** The text of the file of a new stack; a reference stands in one line. */
export function writeNewStack(stack: NewStack): string {
  const document = new Document(contentOf(stack), { version: '1.2', aliasDuplicateObjects: false });
  visit(document, {
    Map: (_, node) => {
      if (isMap(node) && node.items.length === 1 && node.has('ref')) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}
