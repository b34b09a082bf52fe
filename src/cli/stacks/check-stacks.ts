import { CliError, usage } from '../../client/errors';
import { isGone } from '../../client/follow-environment';
import type { Assessed } from '../../domain/compliance/report';
import { hintFor } from '../../domain/stack/hint';
import { assessEnvironment, unassessed } from '../compliance/assess-environment';
import { profileIn, showReport } from '../compliance/show-report';
import type { Context } from '../context';
import { countProblems, draftStacksOf } from './open-stacks';
import type { StackOptions } from './stack-options';

/** So many environments are asked for at once. */
const atOnce = 8;

/** `idp stacks check`: all environments of a stack, or of every stack of the folder, against a profile. */
export async function checkStacks(
  context: Context,
  options: StackOptions,
  stack: string | undefined,
): Promise<number> {
  profileIn(options);
  if ((stack === undefined) === (options.all === undefined))
    throw usage("Name the stack, or use --all: 'idp stacks check <stack> --profile <profile>'.");
  const expected = await expectedIn(context, options, stack);
  const living = await livingIn(context, expected, stack);
  const assessed: Assessed[] = [];
  for (let from = 0; from < living.length; from += atOnce)
    assessed.push(
      ...(await Promise.all(living.slice(from, from + atOnce).map((one) => assessOne(context, one)))),
    );
  return showReport(context, assessed, options);
}

/** An environment that a stack names, and whether it lives. */
interface Expected {
  name: string;
  lives: boolean;
}

async function assessOne(context: Context, { name, lives }: Expected): Promise<Assessed> {
  if (!lives) return unassessed(name, 'it does not exist yet');
  return assessEnvironment(context, await context.api.getEnvironment(name));
}

/** The environments that the files name, by the names of their stacks. */
async function expectedIn(
  context: Context,
  { folder }: StackOptions,
  stack: string | undefined,
): Promise<Map<string, string[]>> {
  const { drafts, problems } = await draftStacksOf(context, folder);
  if (problems.length > 0)
    context.screen.warn(`${countProblems(problems)}: 'idp stacks validate' shows them.`);
  const wanted = [...drafts.values()].filter(({ name }) => stack === undefined || name === stack);
  return new Map(
    wanted.map(({ name, components }) => [
      name,
      [...components.values()].filter(({ enabled }) => enabled).map((one) => `${name}.${one.name}`),
    ]),
  );
}

/** Those of the files, and those that live under the name of the stack though no file names them any more. */
async function livingIn(
  { api }: Context,
  expected: ReadonlyMap<string, readonly string[]>,
  stack: string | undefined,
): Promise<Expected[]> {
  const stacks = stack === undefined ? [...expected.keys()] : [stack];
  const all = (await api.listEnvironments({}))
    .filter(({ status }) => !isGone(status))
    .map(({ name }) => name);
  const living = all.filter((name) => stacks.some((one) => name.startsWith(`${one}.`)));
  const named = [...expected.values()].flat();
  const names = [...new Set([...named, ...living])].sort();
  if (names.length === 0) throw noneFound(stack, [...new Set(all.flatMap(stackOf))]);
  return names.map((name) => ({ name, lives: living.includes(name) }));
}

function stackOf(name: string): string[] {
  const [stack, component] = name.split('.');
  return stack === undefined || component === undefined ? [] : [stack];
}

function noneFound(stack: string | undefined, known: readonly string[]): CliError {
  return new CliError(
    'not-found',
    stack === undefined
      ? 'There is no stack in this folder.'
      : `There is no stack '${stack}', neither in this folder nor among the environments: ${hintFor(stack, known)}`,
    { code: 'StackNotFound', hints: ['Name the folder of the stacks with --folder.'] },
  );
}
