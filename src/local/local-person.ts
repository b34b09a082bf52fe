import { userInfo } from 'node:os';
import type { Person } from '../emulators/issuer/local-issuer';

/** The person at this machine may do everything here. */
export function localPerson(): Person {
  const { username } = userInfo();
  return { id: `${username}@localhost`, name: username, roles: ['admin'], teams: [] };
}
