import { userInfo } from 'node:os';
import { Role } from '../domain/access/actor';
import { closest } from '../domain/base/closest';
import type { Person } from '../emulators/issuer/local-issuer';

const word = /^[a-z][a-z0-9-]{0,31}$/;
const form =
  'name:role, with more roles after a + and teams after an @, such as ada:developer@shop,bob:approver';

/** The person at this machine may do everything here. */
export function localPerson(): Person {
  return personOf(userInfo().username, ['admin'], []);
}

/** People as `npm start -- --people` lists them, or a line for each that cannot be read. */
export function readPeople(text: string): { people: Person[]; lines: string[] } {
  const parts = text.split(',').map((part) => part.trim());
  const read = parts.map(readPerson);
  const people = read.filter((one) => typeof one !== 'string');
  const names = [localPerson(), ...people].map(({ name }) => name);
  const doubled = people.filter(({ name }, index) => names.indexOf(name) <= index);
  return {
    people,
    lines: [...read.filter((one) => typeof one === 'string'), ...doubled.map(whyDoubled)],
  };
}

function readPerson(text: string): Person | string {
  const [, name = '', listed = '', within] = /^([^:@]*):([^:@]*)(?:@([^:@]*))?$/.exec(text) ?? [];
  const given = listed.split('+');
  const teams = within?.split('+') ?? [];
  if (!word.test(name) || !teams.every((team) => word.test(team)))
    return `${JSON.stringify(text)} cannot be read as a person; write ${form}. Names and teams are of small letters, digits and hyphens.`;
  const unknown = given.find((role) => !isRole(role));
  if (unknown !== undefined) return whyNoRole(name, unknown);
  return personOf(name, given.filter(isRole), teams);
}

function personOf(name: string, has: Person['roles'], teams: string[]): Person {
  return { id: `${name}@localhost`, name, roles: has, teams };
}

function isRole(text: string): text is Role {
  return Role.safeParse(text).success;
}

function whyNoRole(name: string, role: string): string {
  const meant = closest(role, Role.options);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  return `'${role}' of ${name} does not exist as a role; roles are ${Role.options.join(', ')}.${hint}`;
}

function whyDoubled({ name }: Person): string {
  return name === localPerson().name
    ? `'${name}' is the person of this machine, who may do everything; choose another name.`
    : `'${name}' is named twice.`;
}
