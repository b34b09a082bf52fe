import { CliError } from '../../client/errors';
import { type CliCommand, examples } from '../command';

const schemas: Readonly<Record<string, () => Promise<{ default: { title: string } }>>> = {
  template: () => import('../../../docs/schemas/template.json'),
  config: () => import('../../../docs/schemas/config.json'),
  stage: () => import('../../../docs/schemas/stage.json'),
  stack: () => import('../../../docs/schemas/stack.json'),
};
const names = Object.keys(schemas);

/** `idp schema`: the JSON Schema of a file that people write, without a control plane. */
export const printSchema: CliCommand = {
  describe: (command) =>
    command
      .argument(
        '<schema>',
        'template (template.yaml), config (.idp/config.yml), stage (config/<stage>.json) or stack (stacks/**/*.yaml)',
      )
      .addHelpText('after', examples('idp schema template > template.schema.json')),
  async run({ screen }, _options, name) {
    const load = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    if (load === undefined)
      throw new CliError(
        'not-found',
        `There is no schema '${name}'. Available schemas: ${names.join(', ')}.`,
        {
          code: 'SchemaNotFound',
        },
      );
    const { default: schema } = await load();
    screen.show(schema, () => inAscii(schema).split('\n'));
  },
};

/** As JSON in ASCII: a terminal is shown no character that it would not show, and some patterns hold those. */
function inAscii(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return text.replace(/[^\n -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
