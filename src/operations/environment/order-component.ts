import { DomainError } from '../../domain/base/errors';
import type { UserCommand } from '../../domain/environment/decide';
import type { Environment } from '../../domain/environment/environment';
import type { CoreDeps } from '../ports/environment';
import { decideAndDeliver } from './environments';

/** What a stack has its component do on its own account: whoever asked the stack had the right to. */
export type StackOrder = Extract<
  UserCommand,
  { type: 'destroy' | 'reject' | 'cancel' | 'retry' | 'set-end' }
>;

/** A component's environment by its key, and the life that is meant. */
export interface OrderedComponent {
  name: string;
  life: string;
  order: number;
}

/** Carries out an order of a stack, once; another life of the name is left alone. */
export function orderComponent(
  { name, life, order }: OrderedComponent,
  decided: StackOrder,
  deps: CoreDeps,
): Promise<Environment> {
  return decideAndDeliver(
    name,
    (seen) => {
      if (seen.id !== life) throw new DomainError('LifeNotFound', { life });
      return { ...decided, order };
    },
    deps,
  );
}
