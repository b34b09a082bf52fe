/** What of JSON Schema speaks of values of one type, by the type that Terraform has for them. */
const keywordsOf: Readonly<Record<string, readonly string[]>> = {
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  array: [
    'items',
    'prefixItems',
    'minItems',
    'maxItems',
    'uniqueItems',
    'contains',
    'minContains',
    'maxContains',
  ],
  object: [
    'properties',
    'required',
    'additionalProperties',
    'patternProperties',
    'propertyNames',
    'minProperties',
    'maxProperties',
  ],
};

/** What may be said of a value of any type. */
const general = [
  'type',
  'enum',
  'const',
  'default',
  'description',
  'sensitive',
  'anyOf',
  'oneOf',
  'allOf',
  '$ref',
];

/** Words for a form, a tool or a reader, which no value is held against. */
const words = ['title', 'examples', 'group', 'order', 'deprecated', '$comment'];

/** All keywords that a property of a template.yaml may have, but for those that begin with `x-`. */
export const knownKeywords: readonly string[] = Object.values(keywordsOf).flat().concat(general, words);

/** The type that a keyword speaks of; undefined where it speaks of any. */
export function typeOfKeyword(keyword: string): string | undefined {
  return Object.keys(keywordsOf).find((type) => keywordsOf[type]?.includes(keyword));
}

/** What a word must be that is shown or sorted by; undefined where a keyword is none of these. */
export function kindOfWord(keyword: string): 'string' | 'number' | 'boolean' | undefined {
  if (keyword === 'title' || keyword === 'group' || keyword === 'description') return 'string';
  if (keyword === 'order') return 'number';
  return keyword === 'deprecated' ? 'boolean' : undefined;
}

/** Whether a keyword is for readers: no value is held against it. A default is for what is not given. */
export function isWord(keyword: string): boolean {
  const others = ['description', 'default', 'sensitive', '$schema', '$id'];
  return keyword.startsWith('x-') || words.includes(keyword) || others.includes(keyword);
}
