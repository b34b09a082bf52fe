import { userInfo } from 'node:os';
import { readStart } from '../../../../src/local/start/read-start';

it.each([
  [undefined, 0],
  ['', 0],
  ['0', 0],
  ['4711', 4711],
  ['65535', 65_535],
])('takes PORT=%j', (PORT, port) => {
  const expected = { port, fresh: false, people: [], limits: undefined, receivers: 'public' };

  expect(readStart({ PORT }, [])).toEqual(expected);
});

it.each(['abc', '-1', '65536', '80.5', ' 80', '0x50', '1e3', '99999999', '8080 '])(
  'refuses PORT=%j in one line',
  (PORT) => {
    expect(() => readStart({ PORT }, [])).toThrow(
      `PORT is ${JSON.stringify(PORT)}; set it to a whole number from 0 to 65535.`,
    );
  },
);

it('lets webhooks call this machine only where it is told to', () => {
  expect(readStart({}, ['--webhooks-to-loopback']).receivers).toBe('loopback');
});

it('takes --fresh, and names every argument that it does not know', () => {
  expect(readStart({}, ['--fresh']).fresh).toBe(true);
  expect(() => readStart({}, ['--frsh', '--fresh', 'now'])).toThrow(
    ['"--frsh"', '"now"']
      .map(
        (arg) =>
          `${arg} is not an argument of 'npm start'; it takes '-- --fresh', '-- --people ada:developer,bob:approver', '-- --limits limits.json' and '-- --webhooks-to-loopback'.`,
      )
      .join('\n'),
  );
});

it.each([
  ['--people', 'ada:developer@shop+data, bob:approver+viewer'],
  ['--people=ada:developer@shop+data,bob:approver+viewer'],
])('reads people from %j', (...args) => {
  expect(readStart({}, args).people).toEqual([
    { id: 'ada@localhost', name: 'ada', roles: ['developer'], teams: ['shop', 'data'] },
    { id: 'bob@localhost', name: 'bob', roles: ['approver', 'viewer'], teams: [] },
  ]);
});

const myself = userInfo().username;

it.each([
  ['', '"" cannot be read as a person; write name:role,'],
  ['ada', '"ada" cannot be read as a person; write name:role,'],
  ['ada:developer:x', '"ada:developer:x" cannot be read as a person'],
  ['ada:developer@', '"ada:developer@" cannot be read as a person'],
  ['ada:developer,', '"" cannot be read as a person'],
  ['Ada:developer', '"Ada:developer" cannot be read as a person'],
  ['__proto__:developer', '"__proto__:developer" cannot be read as a person'],
  ['ada:', "'' of ada does not exist as a role; roles are viewer, developer, publisher, approver, admin."],
  [
    'ada:aprover',
    "'aprover' of ada does not exist as a role; roles are viewer, developer, publisher, approver, admin. Did you mean approver?",
  ],
  ['ada:developer+toString', "'toString' of ada does not exist as a role"],
  ['ada:developer,bob:viewer,ada:approver', "'ada' is named twice."],
  [
    `${myself}:developer`,
    `'${myself}' is the person of this machine, who may do everything; choose another name.`,
  ],
])('refuses --people %j', (listed, says) => {
  expect(() => readStart({}, ['--people', listed])).toThrow(says);
});

it('refuses --people without anybody, and what follows somebody', () => {
  expect(() => readStart({}, ['--people'])).toThrow('"" cannot be read as a person');
  expect(() => readStart({}, ['--people', 'ada:viewer', 'bob:viewer'])).toThrow(
    '"bob:viewer" is not an argument',
  );
});
