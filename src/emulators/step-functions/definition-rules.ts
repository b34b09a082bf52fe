import type { MachineDefinition, State } from './definition';
import { findSyntaxErrors } from './expressions';
import { checkTaskArguments } from './task-arguments';

/** What a well-formed definition still gets wrong, one sentence each: dead ends, unknown targets, unreachable states, broken expressions. */
export function findProblems(machine: MachineDefinition): string[] {
  return [
    ...findTransitionProblems(machine),
    ...findUnreachable(machine),
    ...Object.entries(machine.States).flatMap(([name, state]) =>
      findStateProblems(state).map((problem) => `state '${name}': ${problem}`),
    ),
  ];
}

/** The states that may follow a state, in the order written. */
export function findNextStates(state: State): string[] {
  switch (state.Type) {
    case 'Choice':
      return [...state.Choices.map(({ Next }) => Next), ...(state.Default ? [state.Default] : [])];
    case 'Task':
      return [...(state.Next ? [state.Next] : []), ...(state.Catch ?? []).map(({ Next }) => Next)];
    case 'Wait':
    case 'Pass':
      return state.Next ? [state.Next] : [];
    default:
      return [];
  }
}

function findTransitionProblems(machine: MachineDefinition): string[] {
  const targets = Object.entries(machine.States).flatMap(([name, state]) =>
    findNextStates(state).map((target) => ({ from: `state '${name}'`, target })),
  );
  return [{ from: 'StartAt', target: machine.StartAt }, ...targets]
    .filter(({ target }) => !Object.hasOwn(machine.States, target))
    .map(({ from, target }) => `${from} leads to '${target}', which is not a state`);
}

function findUnreachable(machine: MachineDefinition): string[] {
  const reached = new Set<string>([machine.StartAt]);
  // A Set also visits what is added while it is walked.
  for (const name of reached) {
    const state = machine.States[name];
    if (state) findNextStates(state).forEach((next) => reached.add(next));
  }
  return Object.keys(machine.States)
    .filter((name) => !reached.has(name))
    .map((name) => `state '${name}' is not reachable`);
}

function findStateProblems(state: State): string[] {
  return [...findShapeProblems(state), ...findReservedNames(state), ...findSyntaxErrors(state, state.Type)];
}

function findShapeProblems(state: State): string[] {
  if (state.Type === 'Choice' || state.Type === 'Succeed' || state.Type === 'Fail') return [];
  const problems =
    (state.Next === undefined) === (state.End === undefined) ? ['needs either Next or End'] : [];
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    problems.push('needs either Seconds or Timestamp');
  }
  if (state.Type === 'Task') {
    problems.push(...checkTaskArguments(state.Resource, state.Arguments));
    problems.push(
      ...findWildcardProblems('Retry', state.Retry),
      ...findWildcardProblems('Catch', state.Catch),
    );
  }
  return problems;
}

function findWildcardProblems(field: string, handlers: readonly { ErrorEquals: string[] }[] = []): string[] {
  return handlers.flatMap(({ ErrorEquals }, index) => {
    const misplaced = ErrorEquals.length > 1 || index < handlers.length - 1;
    return ErrorEquals.includes('States.ALL') && misplaced
      ? [`${field}[${index}]: States.ALL must stand alone and last`]
      : [];
  });
}

function findReservedNames(state: State): string[] {
  const assigns = [
    'Assign' in state ? state.Assign : undefined,
    ...(state.Type === 'Choice' ? state.Choices.map(({ Assign }) => Assign) : []),
    ...(state.Type === 'Task' ? (state.Catch ?? []).map(({ Assign }) => Assign) : []),
  ];
  return assigns
    .flatMap((assign) => Object.keys(assign ?? {}))
    .filter((name) => name === 'states' || !/^[A-Za-z_]\w{0,79}$/.test(name))
    .map((name) => `'${name}' cannot be the name of a variable`);
}
