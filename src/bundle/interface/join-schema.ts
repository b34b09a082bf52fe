import { canonicalJson } from '../../domain/base/canonical-json';
import { closest } from '../../domain/base/closest';
import { kindOfWord, knownKeywords, typeOfKeyword } from '../../domain/template/keywords';
import { isSchema, type Schema } from '../../domain/template/json-schema';

/** Where in a template.yaml two schemas are joined, and the contradictions that were found so far. */
export interface Joining {
  at: string;
  wrong: string[];
}

/** What Terraform says of a value, narrowed by what a template.yaml adds; what contradicts is noted in `joining`. */
export function joinSchema(own: Schema, added: Schema, joining: Joining): Schema {
  refuseKeywords(own, added, joining);
  refuseDefault(own, added, joining);
  const type = joinedType(own, added, joining);
  return {
    ...own,
    ...added,
    ...(type === undefined ? {} : { type }),
    ...joinedItems(own, added, joining),
    ...(isSchema(added['propertyNames']) && { propertyNames: { type: 'string', ...added['propertyNames'] } }),
    ...joinedProperties(own, added, joining),
  };
}

function note({ at, wrong }: Joining, reason: string): void {
  wrong.push(`${at} ${reason}`);
}

function below({ at, wrong }: Joining, name: string): Joining {
  return { at: `${at}.${name}`, wrong };
}

function refuseKeywords(own: Schema, added: Schema, joining: Joining): void {
  const types = typesOf(own) ?? typesOf(added);
  for (const keyword of Object.keys(added)) {
    if (keyword.startsWith('x-')) continue;
    const [about, kind] = [typeOfKeyword(keyword), kindOfWord(keyword)];
    if (kind !== undefined && typeof added[keyword] !== kind)
      note(joining, `has ${keyword}, which must be a ${kind}`);
    if (about !== undefined && types === undefined)
      note(
        joining,
        `has ${keyword}, which is for type ${about}; add its type, which Terraform does not declare`,
      );
    if (!knownKeywords.includes(keyword))
      note(joining, `has ${keyword}, which is an unknown keyword${meant(keyword)}`);
    else if (about !== undefined && types && !types.map(plainType).includes(about))
      note(
        joining,
        `has ${keyword}, which is for type ${about}; in Terraform its type is ${types.join(' or ')} for it`,
      );
  }
}

function meant(keyword: string): string {
  const near = closest(keyword, knownKeywords);
  return near === undefined ? '; start custom keywords with x-' : ` (did you mean ${near}?)`;
}

function refuseDefault(own: Schema, added: Schema, joining: Joining): void {
  if (!('default' in own) || !('default' in added)) return;
  const [stands, other] = [canonicalJson(own['default']), canonicalJson(added['default'])];
  if (stands !== other)
    note(joining, `has the default ${other}, but ${stands} in Terraform; set it only in Terraform`);
}

function typesOf({ type }: Schema): string[] | undefined {
  return type === undefined ? undefined : [type].flat().map(String);
}

/** Of numbers, only JSON Schema knows which are whole. */
function plainType(type: string): string {
  return type === 'integer' ? 'number' : type;
}

function joinedType(own: Schema, added: Schema, joining: Joining): unknown {
  const [known, wanted] = [typesOf(own), typesOf(added)];
  if (known === undefined || wanted === undefined) return added['type'] ?? own['type'];
  const others = wanted.filter((type) => !known.includes(type) && !known.includes(plainType(type)));
  if (others.length > 0)
    note(joining, `has type ${others.join(' or ')}, but in Terraform type ${known.join(' or ')}`);
  return others.length > 0 ? own['type'] : added['type'];
}

function joinedItems(own: Schema, added: Schema, joining: Joining): Schema {
  const [known, wanted] = [own['items'], added['items']];
  if (!isSchema(wanted) || known === undefined) return {};
  if (isSchema(known)) return { items: joinSchema(known, wanted, below(joining, 'items')) };
  note(joining, 'has items, but in Terraform each element has its own type');
  return {};
}

function joinedProperties(own: Schema, added: Schema, joining: Joining): Schema {
  const rest = own['additionalProperties'];
  if (rest === undefined) return {};
  const known = (own['properties'] ?? {}) as Record<string, Schema>;
  const wanted = isSchema(added['properties']) ? (added['properties'] as Record<string, Schema>) : {};
  const joined = Object.entries(wanted).flatMap(([name, schema]) => {
    const one = known[name] ?? (isSchema(rest) ? rest : undefined);
    if (one !== undefined) return [[name, joinSchema(one, schema, below(joining, name))] as const];
    note(below(joining, name), `is not an attribute of the type${near(name, Object.keys(known))}`);
    return [];
  });
  const properties = { ...known, ...Object.fromEntries(joined) };
  return {
    ...(Object.keys(properties).length > 0 || own['properties'] ? { properties } : {}),
    ...requiredOf(own, added, { joining, names: Object.keys(properties) }),
    additionalProperties: joinedRest(rest, added, joining),
  };
}

function near(name: string, names: readonly string[]): string {
  const one = closest(name, names);
  return one === undefined ? '' : ` (did you mean ${one}?)`;
}

function requiredOf(
  own: Schema,
  added: Schema,
  { joining, names }: { joining: Joining; names: string[] },
): Schema {
  const wanted = [own['required'] ?? [], added['required'] ?? []].flat().map(String);
  for (const name of wanted.filter((one) => own['properties'] && !names.includes(one)))
    note(joining, `requires ${name}, which is not an attribute of the type`);
  return wanted.length > 0 || own['required'] ? { required: [...new Set(wanted)] } : {};
}

/** What the names may have that no property is called: a map has a type for them, and an object has none of them. */
function joinedRest(rest: unknown, added: Schema, joining: Joining): unknown {
  const wanted = added['additionalProperties'];
  if (wanted === undefined || wanted === true) return rest;
  if (isSchema(rest) && isSchema(wanted)) return joinSchema(rest, wanted, below(joining, '*'));
  if (wanted !== false) note(joining, 'allows other names, but its type in Terraform does not');
  return false;
}
