import { readStart } from '../../../../src/local/start/read-start';

it.each([
  [undefined, 0],
  ['', 0],
  ['0', 0],
  ['4711', 4711],
  ['65535', 65_535],
])('takes PORT=%j', (PORT, port) => {
  expect(readStart({ PORT }, [])).toEqual({ port, fresh: false });
});

it.each(['abc', '-1', '65536', '80.5', ' 80', '0x50', '1e3', '99999999', '8080 '])(
  'refuses PORT=%j in one line',
  (PORT) => {
    expect(() => readStart({ PORT }, [])).toThrow(
      `PORT is ${JSON.stringify(PORT)}; set it to a whole number from 0 to 65535.`,
    );
  },
);

it('takes --fresh, and names every argument that it does not know', () => {
  expect(readStart({}, ['--fresh']).fresh).toBe(true);
  expect(() => readStart({}, ['--frsh', '--fresh', 'now'])).toThrow(
    `"--frsh" is not an argument of 'npm start'; the only one is '-- --fresh'.\n"now" is not an argument of 'npm start'; the only one is '-- --fresh'.`,
  );
});
