import { Document, type Node as YamlNode, YAMLMap, YAMLSeq } from 'yaml';
import type { ConvertedStack } from '../../../domain/stack/import-atmos/converted';
import type { Node } from '../../../domain/stack/node';

/** A converted stack as the text of its file. */
export function writeStack({ name, heads, components }: ConvertedStack): string {
  const document = new Document(
    { stack: name, ...heads, components: {} },
    { version: '1.2', aliasDuplicateObjects: false },
  );
  for (const [component, { template, isEnabled, after, inputs }] of components) {
    const said = {
      template,
      ...(isEnabled ? {} : { enabled: false }),
      ...(after.length > 0 && { after }),
    };
    document.setIn(['components', component], document.createNode(said));
    if (inputs.entries.size > 0)
      document.setIn(['components', component, 'inputs'], yamlOf(inputs, document));
  }
  return document.toString({ lineWidth: 0 });
}

function yamlOf(node: Node, document: Document): YamlNode {
  const made = bareOf(node, document);
  if (node.mark === 'literal') made.tag = '!literal';
  return made;
}

function bareOf(node: Node, document: Document): YamlNode {
  if (node.kind === 'scalar') return document.createNode(node.value);
  if (node.kind === 'list') {
    const list = new YAMLSeq<YamlNode>();
    list.items = node.items.map((item) => yamlOf(item, document));
    return list;
  }
  const map = new YAMLMap<YamlNode, YamlNode>();
  for (const [name, inner] of node.entries) map.set(document.createNode(name), yamlOf(inner, document));
  return map;
}
