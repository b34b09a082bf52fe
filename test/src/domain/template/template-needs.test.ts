import { parseNeed, producersFor } from '../../../../src/domain/template/template-needs';

const environments = [
  ['old', 'vpc', '0.9.0'],
  ['first', 'vpc', '1.0.0'],
  ['later', 'vpc', '1.12.3'],
  ['next', 'vpc', '2.0.0'],
  ['team', 'shop/vpc', '1.5.0'],
].map(([name, template = '', version = '']) => ({ name, template: { name: template, version } }));

it.each([
  ['vpc@^1', ['first', 'later']],
  ['vpc@1', ['first', 'later']],
  ['vpc@~1.12', ['later']],
  ['vpc@1.0.0', ['first']],
  ['vpc@^0.9', ['old']],
  ['vpc', ['old', 'first', 'later', 'next']],
  ['shop/vpc@^1', ['team']],
  ['vpc@^3', []],
  ['vpc@latest', []],
])('%s is met by %j', (need, names) => {
  expect(producersFor(need, environments).map(({ name }) => name)).toEqual(names);
});

it.each(['vpc@', 'vpc@latest', 'vpc@^1@^2', 'vpc@01', 'VPC', ''])('%s is not a need', (text) => {
  expect(parseNeed(text)).toBeUndefined();
});
