import type { Json } from '../schemas';
import { type Html, markup, joined, textOf } from './html';

const refersTo = '#/components/schemas/';
const kinds = ['anyOf', 'oneOf', 'allOf'] as const;

/** What a value must be: for an object its properties in a table, else in words. */
export function renderSchema(schema: Json, caption: string): Html {
  const properties = propertiesOf(schema);
  if (!properties) return markup`<p>${caption}: ${typeOf(schema)}</p>`;
  const required = (schema['required'] ?? []) as string[];
  return markup`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">Property</th>
        <th scope="col">Type</th>
        <th scope="col">Description</th>
      </tr>
    </thead>
    <tbody>
      ${properties.map(([name, property]) => row(name, property, required.includes(name)))}
    </tbody>
  </table>`;
}

function row(name: string, property: Json, required: boolean): Html {
  return markup`<tr>
    <th scope="row"><code>${name}</code>${required ? markup` <small>required</small>` : ''}</th>
    <td>${typeOf(property)}${limitsOf(property)}</td>
    <td>${textOf(property['description'])}${nestedIn(property, name)}</td>
  </tr>`;
}

/** The properties of an object that has no name of its own, or of each in an array of such. */
function nestedIn(property: Json, name: string): Html | string {
  const inner = (property['items'] as Json | undefined) ?? property;
  return propertiesOf(inner) ? renderSchema(inner, `Properties of ${name}`) : '';
}

function propertiesOf(schema: Json): [string, Json][] | undefined {
  const properties = schema['properties'] as Record<string, Json> | undefined;
  return properties && Object.entries(properties);
}

/** The type of a value in words, with links to what has a name. */
export function typeOf(schema: Json): Html {
  const { $ref, const: only, enum: values, type, items } = schema;
  if (typeof $ref === 'string') return linkTo($ref.replace(refersTo, ''));
  if (only !== undefined) return code(only);
  if (Array.isArray(values)) return markup`${joined(values.map(code), ', ')}`;
  const choice = kinds.map((kind) => schema[kind] as Json[] | undefined).find(Array.isArray);
  if (choice && type === undefined) return markup`${joined(choice.map(typeOf), ' or ')}`;
  if (type === 'array') return markup`array of ${typeOf((items ?? {}) as Json)}`;
  return markup`${textOf(type) || 'any value'}`;
}

function linkTo(name: string): Html {
  return markup`<a href="#schema-${name}">${name}</a>`;
}

function code(value: unknown): Html {
  return markup`<code>${typeof value === 'string' ? value : JSON.stringify(value)}</code>`;
}

const limits = ['default', 'pattern', 'format', 'minimum', 'maximum', 'minLength', 'maxLength', 'maxItems'];

function limitsOf(schema: Json): Html[] {
  const said = limits.filter((name) => schema[name] !== undefined && !isTrivial(name, schema[name]));
  return said.map((name) => markup`<br /><small>${name} ${code(schema[name])}</small>`);
}

/** The largest integer that JavaScript has is no limit that anybody chose. */
function isTrivial(name: string, value: unknown): boolean {
  return name.endsWith('imum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;
}
