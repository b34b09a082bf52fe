import { DomainError } from '../base/errors';
import type { EntryKind } from '../registry/entry';
import { decideEnvironment, type EnvironmentCommand, toDomainEvent } from './decide';
import { dueAt } from './due';
import { Environment } from './environment';
import { logIds } from './log/log-ids';
import { measureEvent } from './measure-event';
import { overdueAt } from './overdue';

const prefix = 'ENV';

/** Environments as entries of the registry: one item for each name, an ended life kept under its own id. */
export const environmentKind: EntryKind<Environment, EnvironmentCommand> = {
  prefix,
  schema: Environment,
  keyOf: ({ name }) => name,
  decide: decideEnvironment,
  toEvent: toDomainEvent,
  subjectOf: ({ life }) => life,
  measure: measureEvent,
  dueAt,
  list: prefix,
  indexes: (environment) => {
    const { id, name, owner, status, wanted } = environment;
    const overdue = overdueAt(environment);
    return {
      sort: name,
      owner,
      ...(overdue !== undefined && { overdue: { key: prefix, at: overdue } }),
      shown: { id, status, template: wanted.template.name },
    };
  },
  kept: { prefix: 'LIFE', shown: ({ id, status }) => ({ id, status }) },
  logIds,
  logKey: (name) => ({ environment: name }),
  absent: (name) => new DomainError('EnvironmentNotFound', { name }),
};
