import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { TemplateFile } from '../../src/domain/template/template-file';
import { type ComponentLayer, type ComponentLife, componentLayers, livesOf } from './component-lives';

const head = `# Components

Templates that stacks are built from ([stacks.md](stacks.md)), by layer. \`npm run components\` writes this page from
\`terraform/templates\` and \`test/catalog\`; \`npm run test:catalog\` lives each component on the emulator with the rights of the role
alone: apply, a second plan that changes nothing, a change, destroy, and nothing left.

A target offers the services of a component as a whole ([targets.md](targets.md#services)), since the role has only the rights of
templates that developers use without stacks. **Applied** are the types that the life of the component makes and destroys on the
emulator; **mocked** what \`terraform test\` alone proves, and why.
`;

const titles: Record<ComponentLayer, string> = {
  network: 'Network',
  security: 'Security',
  storage: 'Storage',
  infrastructure: 'Infrastructure',
  services: 'Services',
  operations: 'Operations',
};

/** docs/components.md, whole. */
export function renderComponents(): string {
  const layers = componentLayers.filter((layer) => livesOf(layer).length > 0);
  return [head, ...layers.map(section)].join('\n');
}

function section(layer: ComponentLayer): string {
  const table = ['| component | what it makes | services | applied | mocked |', '|---|---|---|---|---|'];
  return [`## ${titles[layer]}`, '', ...table, ...livesOf(layer).map(rowOf), ''].join('\n');
}

function rowOf(life: ComponentLife): string {
  const { template, services, made } = life;
  const link = `[\`${template}\`](../terraform/templates/${template}/README.md)`;
  const cells = [link, descriptionOf(template), listed(services), listed(made.map(bare)), mockedOf(life)];
  return `| ${cells.join(' | ')} |`;
}

function descriptionOf(template: string): string {
  const file = join(import.meta.dirname, '../../terraform/templates', template, 'template.yaml');
  return TemplateFile.parse(parse(readFileSync(file, 'utf8'))).description;
}

function mockedOf({ mocked }: ComponentLife): string {
  if (typeof mocked === 'string') return `*all of it: ${mocked}*`;
  const types = Object.entries(mocked).map(([type, why]) => `\`${bare(type)}\`: ${why}`);
  return types.length === 0 ? '–' : types.join('; ');
}

const bare = (type: string): string => type.replace(/^aws_/, '');
const listed = (names: readonly string[]): string =>
  names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join(' ');
