import jsonata from 'jsonata';
import { awsFunctions } from './aws-functions';
import { StateFailure } from './state-failure';

/** What an expression sees: `$states` and the variables; `place` names the state for error causes. */
export interface Scope {
  states: { input: unknown; context: unknown; result?: unknown; errorOutput?: unknown };
  variables: Record<string, unknown>;
  place: string;
}

/** The text between `{%` and `%}`, or nothing for a string that is plain. */
export function readExpression(text: string): string | undefined {
  return text.startsWith('{%') && text.endsWith('%}') ? text.slice(2, -2).trim() : undefined;
}

/** Evaluates every `{% %}` string inside a JSON value; `field` is its place in the state, as `Arguments/Payload`. */
export async function evaluateTemplate(template: unknown, field: string, scope: Scope): Promise<unknown> {
  if (typeof template === 'string') return evaluateString(template, field, scope);
  if (Array.isArray(template)) {
    return Promise.all(template.map((item, index) => evaluateTemplate(item, `${field}[${index}]`, scope)));
  }
  if (template === null || typeof template !== 'object') return template;
  const entries = Object.entries(template).map(
    async ([key, value]) => [key, await evaluateTemplate(value, `${field}/${key}`, scope)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** Every expression inside a JSON value that JSONata cannot parse, as `field: reason`. */
export function findSyntaxErrors(template: unknown, field: string): string[] {
  if (typeof template === 'string') return checkSyntax(template, field);
  if (Array.isArray(template)) {
    return template.flatMap((item, index) => findSyntaxErrors(item, `${field}[${index}]`));
  }
  if (template === null || typeof template !== 'object') return [];
  return Object.entries(template).flatMap(([key, value]) => findSyntaxErrors(value, `${field}/${key}`));
}

function checkSyntax(text: string, field: string): string[] {
  const expression = readExpression(text);
  if (expression === undefined) return [];
  try {
    jsonata(expression);
    return [];
  } catch (error) {
    return [`${field}: ${reasonOf(error)} in '${expression}'`];
  }
}

async function evaluateString(text: string, field: string, scope: Scope): Promise<unknown> {
  const expression = readExpression(text);
  if (expression === undefined) return text;
  const fail = (what: string) => {
    const cause = `The JSONata expression '${expression}' specified for the field '${field}' ${what}.`;
    return new StateFailure('States.QueryEvaluationError', `${scope.place} ${cause}`, field);
  };
  const value = await evaluateExpression(expression, scope).catch((error: unknown) => {
    throw fail(`threw an error during evaluation. ${reasonOf(error)}`);
  });
  if (value === undefined) throw fail('returned nothing (undefined)');
  if (holdsFunction(value)) throw fail('returned an unsupported result type: function');
  return JSON.parse(JSON.stringify(value)) as unknown;
}

async function evaluateExpression(expression: string, scope: Scope): Promise<unknown> {
  const bindings = { ...awsFunctions, ...scope.variables, states: scope.states };
  return (await jsonata(expression).evaluate(undefined, bindings)) as unknown;
}

/** JSON would drop functions silently, or print JSONata's own lambdas as objects. */
function holdsFunction(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (value === null || typeof value !== 'object') return false;
  return (
    '_jsonata_lambda' in value || '_jsonata_function' in value || Object.values(value).some(holdsFunction)
  );
}

/** JSONata throws plain objects with a message, not Errors. */
function reasonOf(error: unknown): string {
  const { message } = error as { message?: unknown };
  return typeof message === 'string' ? message : String(error);
}
