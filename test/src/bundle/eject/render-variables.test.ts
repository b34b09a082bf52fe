import { parseExact } from '../../../../src/domain/base/exact-json';
import { renderVariables, withComments } from '../../../../src/bundle/eject/render-variables';

it('writes values as Terraform reads them, with comments where there are any', () => {
  const values = {
    name: 'shop',
    ids: ['a', 'b'],
    none: [],
    size: parseExact('12345678901234567890'),
    set: { 'a b': { on: true, off: null } },
  };
  expect(renderVariables(values, { ids: 'from env:vpc.ids' })).toBe(
    `name = "shop"

# from env:vpc.ids
ids = [
  "a",
  "b",
]

none = []

size = 12345678901234567890

set = {
  "a b" = {
    "on" = true
    "off" = null
  }
}
`,
  );
});

it.each([
  ['${var.x}', '"\\u0024{var.x}"'],
  ['$${x}', '"$\\u0024{x}"'],
  ['%{ if x }', '"\\u0025{ if x }"'],
  ['"\n\\b', '"\\"\\n\\\\b"'],
  ['\b\f', '"\\u0008\\u000c"'],
  ['100% $5', '"100% $5"'],
])('takes %j for no template', (text, written) => {
  expect(renderVariables({ a: text }, {})).toBe(`a = ${written}\n`);
});

it('puts comments above variables, never into a value, and on one line', () => {
  const text = renderVariables({ a: 'x\nb = 1', b: { a: 1 } }, {});
  expect(withComments(text, { a: 'from vpc.a\nc = 2', b: 'from vpc.b' })).toBe(
    '# from vpc.a c = 2\na = "x\\nb = 1"\n\n# from vpc.b\nb = {\n  "a" = 1\n}\n',
  );
});
