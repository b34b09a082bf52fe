import type { Command } from '../../domain/environment/decide';
import type { Environment } from '../../domain/environment/environment';
import { decideAndSave } from './decide-and-save';
import { deliver } from './deliver';
import type { CoreDeps } from '../ports/deps';

/** Decides, saves, and carries out at once what the change asks for; what fails then is left to the sweep. */
export async function decideAndDeliver(
  name: string,
  toCommand: (environment: Environment) => Command,
  deps: CoreDeps,
): Promise<Environment> {
  const { environment } = await decideAndSave(name, toCommand, deps);
  return deliver(environment, deps);
}
