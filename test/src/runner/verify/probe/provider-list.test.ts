import * as z from 'zod';
import { providerList } from '../../../../../src/runner/verify/probe/provider-list';

const Names = z.object({ names: providerList(z.string()) });

it.each([
  ['nothing', { names: null }, []],
  ['something', { names: ['a'] }, ['a']],
])('is a list also where the provider has %s', (_, answer, names) => {
  expect(Names.parse(answer)).toEqual({ names });
});

it.each([[{}], [{ names: 'a' }], [{ names: [1] }]])('is nothing else: %j', (answer) => {
  expect(Names.safeParse(answer).success).toBe(false);
});
