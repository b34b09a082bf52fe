import { remembered } from '../../../../src/bundle/hcl/remembered';

it('works out each once, by all of its texts, a failure too', async () => {
  const asked: string[][] = [];
  const join = remembered(async (first: string, second: string) => {
    asked.push([first, second]);
    if (second === '') throw new Error(`nothing after ${first}`);
    return first + second;
  });

  expect([await join('a', 'b'), await join('a', 'b'), await join('ab', 'c')]).toEqual(['ab', 'ab', 'abc']);
  await expect(join('a', '')).rejects.toThrow('nothing after a');
  await expect(join('a', '')).rejects.toThrow('nothing after a');
  expect(asked).toEqual([
    ['a', 'b'],
    ['ab', 'c'],
    ['a', ''],
  ]);
});
