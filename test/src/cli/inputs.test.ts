import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseInputs, readBody, readInputs } from '../../../src/cli/inputs';
import { templateVersion } from '../../support/terraform/catalog';

const description = 'One.';
const properties = {
  text: { type: 'string', description },
  count: { type: 'integer', description },
  share: { type: 'number', description },
  on: { type: 'boolean', description },
  list: { type: 'array', items: { type: 'string' }, description },
  ports: { type: 'array', items: { type: 'integer' }, description },
  map: { type: 'object', description },
  maybe: { type: ['string', 'null'], description },
};

describe('parseInputs', () => {
  it.each([
    ['text=7', { text: '7' }],
    ['text=a=b', { text: 'a=b' }],
    ['text=', { text: '' }],
    ['count=7', { count: 7 }],
    ['count=-1', { count: -1 }],
    ['count=seven', { count: 'seven' }],
    ['count=', { count: '' }],
    ['count=Infinity', { count: 'Infinity' }],
    ['share=0.5', { share: 0.5 }],
    ['on=true', { on: true }],
    ['on=false', { on: false }],
    ['on=yes', { on: 'yes' }],
    ['list=10.0.0.0/8, 10.1.0.0/16', { list: ['10.0.0.0/8', '10.1.0.0/16'] }],
    ['list=["a,b"]', { list: ['a,b'] }],
    ['list=', { list: [] }],
    ['ports=80,443', { ports: [80, 443] }],
    ['map={"LOG":"debug"}', { map: { LOG: 'debug' } }],
    ['map={', { map: '{' }],
    ['unknown=1', { unknown: '1' }],
    ['maybe=5', { maybe: '5' }],
    ['maybe=null', { maybe: null }],
    ['text=9007199254740993', { text: '9007199254740993' }],
  ])('reads %s', (pair, inputs) => {
    expect(parseInputs([pair], properties)).toEqual(inputs);
  });

  it.each([
    ['count=9007199254740993', 'inputs.count'],
    ['share=0.1000000000000000055', 'inputs.share'],
    ['count=1e400', 'inputs.count'],
    ['ports=80,9007199254740993', 'inputs.ports.1'],
    ['ports=[80,[9007199254740993]]', 'inputs.ports.1.0'],
    ['map={"a":{"b":1e400}}', 'inputs.map.a.b'],
  ])('refuses %s, whose number cannot be kept exactly', (pair, field) => {
    expect(() => parseInputs([pair], properties)).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({ issues: [expect.objectContaining({ field })] }),
      }),
    );
  });

  it('takes the last of a name', () => {
    expect(parseInputs(['count=1', 'count=2'], properties)).toEqual({ count: 2 });
  });

  it.each(['count', '=1', ''])('refuses %j, which names nothing', (pair) => {
    expect(() => parseInputs([pair], properties)).toThrow('Use --input key=value');
  });
});

describe('files of inputs', () => {
  let folder: string;
  const manifest = async () => templateVersion().manifest;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'leasehold-inputs-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string, text: string | Buffer) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it('are JSON or YAML, and a flag goes before them', async () => {
    const json = file('inputs.json', '{"resources": 5, "message": "hi"}');
    const yaml = file('inputs.yaml', 'resources: 5\nmessage: hi\n');

    expect(await readInputs({ inputFile: json, input: ['resources=7'] }, manifest)).toEqual({
      resources: 7,
      message: 'hi',
    });
    expect(await readInputs({ inputFile: yaml }, manifest)).toEqual({ resources: 5, message: 'hi' });
  });

  it('are not asked for where nothing is given', async () => {
    const never = () => Promise.reject(new Error('asked for the manifest'));

    expect(await readInputs({}, never)).toBeUndefined();
  });

  it.each([
    ['inputs.json', '[1]', 'must contain an object'],
    ['inputs.json', '{', 'is not valid JSON'],
    ['inputs.yml', 'a: [', 'is not valid YAML'],
  ])('are refused when %s holds %s', async (name, text, says) => {
    await expect(readInputs({ inputFile: file(name, text) }, manifest)).rejects.toThrow(says);
  });

  it.each([
    ['inputs.json', '{"n": [1, 9007199254740993]}', 'inputs.n.1'],
    ['inputs.yaml', 'n:\n  m: 9007199254740993\n', 'inputs.n.m'],
    ['inputs.yml', 'n: .inf\n', 'inputs.n'],
  ])('name a number of %s that cannot be kept exactly', async (name, text, field) => {
    const issues = [expect.objectContaining({ field })];

    await expect(readInputs({ inputFile: file(name, text) }, manifest)).rejects.toMatchObject({
      kind: 'invalid',
      facts: { issues },
    });
  });

  it('are refused when they are not there', async () => {
    await expect(readInputs({ inputFile: join(folder, 'none.json') }, manifest)).rejects.toThrow(
      'cannot be read',
    );
  });

  it('give a whole request, in place or after an @', async () => {
    expect(await readBody('{"name":"foo"}')).toEqual({ name: 'foo' });
    expect(await readBody(`@${file('body.json', '{"name":"bar"}')}`)).toEqual({ name: 'bar' });
    await expect(readBody('name=foo')).rejects.toThrow('--data is not valid JSON');
    await expect(readBody('{"inputs":{"n":1e400}}')).rejects.toMatchObject({
      facts: { issues: [expect.objectContaining({ field: 'inputs.n' })] },
    });
  });

  it.each([
    ['inputs.json', '\ufeff{"message": "hi"}'],
    ['inputs.yaml', '\ufeffmessage: hi\n'],
    ['inputs.yml', '\ufeff---\r\nmessage: hi\r\n'],
  ])('are read from %s behind a mark of the order of bytes', async (name, text) => {
    expect(await readInputs({ inputFile: file(name, text) }, manifest)).toEqual({ message: 'hi' });
  });

  it('give a whole request behind a mark of the order of bytes', async () => {
    expect(await readBody(`@${file('body.json', '\ufeff{"name":"bar"}')}`)).toEqual({ name: 'bar' });
  });

  it.each([
    ['inputs.json', Buffer.from('{"message":"caf\u00e9"}', 'latin1')],
    ['inputs.yaml', Buffer.from('message: caf\u00e9', 'latin1')],
    ['inputs.json', Buffer.from('\ufeff{"message":"hi"}', 'utf16le')],
  ])('are refused where %s is not in UTF-8', async (name, bytes) => {
    const inputFile = file(name, bytes);

    await expect(readInputs({ inputFile }, manifest)).rejects.toThrow(
      `${inputFile} cannot be read: it is not in UTF-8.`,
    );
    await expect(readBody(`@${inputFile}`)).rejects.toThrow('it is not in UTF-8');
  });
});
