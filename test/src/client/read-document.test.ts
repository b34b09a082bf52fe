import { readJsonText, readYamlText, whyInexactText } from '../../../src/client/read-document';

const fieldsOf = async (text: string) =>
  (await readYamlText(text, 'inputs')).inexact.map(({ field }) => field);

describe('a number that somebody wrote', () => {
  it.each([
    '9007199254740993',
    '+9007199254740993',
    '0x20000000000001',
    '0o400000000000000001',
    '1e400',
    '.1000000000000000055',
    '.inf',
    '-.Inf',
    '.nan',
  ])('is inexact as %s', (text) => {
    expect(whyInexactText(text)).toBeDefined();
  });

  it.each([
    '7',
    '+7',
    '007',
    '0x1f',
    '0o17',
    '.5',
    '5.',
    '1e3',
    '-0',
    '',
    'seven',
    'Infinity',
    '1_000',
    '0x',
  ])('is not as %s', (text) => {
    expect(whyInexactText(text)).toBeUndefined();
  });
});

describe('a document', () => {
  it('in YAML is what the parser makes of it', async () => {
    const text = 'a: &x { n: 1, on: true }\nb: *x\nlist: [1, two, null]\n';

    expect(await readYamlText(text)).toEqual({
      value: { a: { n: 1, on: true }, b: { n: 1, on: true }, list: [1, 'two', null] },
      inexact: [],
    });
  });

  it('in YAML names each number that cannot be kept, by its path', async () => {
    const text =
      'n: 9007199254740993\nlist:\n  - 1\n  - deep: { m: 1e400 }\n  - [1, .inf]\ntext: "9007199254740993"\n9007199254740993: key\n';

    expect(await fieldsOf(text)).toEqual(['inputs.n', 'inputs.list.1.deep.m', 'inputs.list.2.1']);
  });

  it('that is no YAML is refused', async () => {
    await expect(readYamlText('a: [')).rejects.toThrow('Flow sequence');
  });

  it('in JSON has its paths below where it stands', () => {
    expect(readJsonText('{"n":[1e400]}', 'inputs').inexact.map(({ field }) => field)).toEqual(['inputs.n.0']);
    expect(() => readJsonText('{')).toThrow(SyntaxError);
  });
});
