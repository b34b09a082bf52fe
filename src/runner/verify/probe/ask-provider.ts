import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { cutAt } from '../../../domain/base/cut-text';
import { classifyDiagnostics } from '../../../bundle/terraform/classify-failure';
import { RunFailure } from '../../../domain/environment/run-failure';
import { Terraform } from '../../../bundle/terraform/terraform';
import type { Diagnostic } from '../../../domain/terraform/message';
import type { PlanJson } from '../../../domain/terraform/plan-json';
import { inScratchFolder, type DataQuery, type Probe, type Questions } from './scratch-folder';

/** What the provider says of one object. */
export type Answer =
  | { found: 'absent' }
  | { found: 'present'; attributes: Record<string, unknown>; schemaVersion: number }
  | { found: 'unknown'; why: string };

/** The provider's answers by the keys of what was asked. */
export type Answers = Map<string, Answer>;

const planFile = 'scratch.tfplan';
const longestWhy = 500;

/** How a data source says that there is no such thing; any other error means that we do not know. */
const absence =
  /couldn't find resource|not ?found|no matching|returned 0 results|empty result|does not exist/i;

/**
 * Asks the provider about every probe and query in as few runs of Terraform as its errors allow; what failed is asked
 * once more, since a throttle passes. RunFailure when the provider cannot be asked at all.
 */
export async function askProvider(workspace: Terraform, questions: Questions): Promise<Answers> {
  if (questions.probes.length + questions.queries.length === 0) return new Map();
  const first = await askOnce(workspace, questions);
  const failed = onlyUnknown(questions, first);
  if (failed.probes.length + failed.queries.length === 0) return first;
  return new Map([...first, ...(await askOnce(workspace, failed))]);
}

/** A text that no schema takes (a probe of another version's state) fails a whole run; halving finds it. */
async function askOnce(workspace: Terraform, questions: Questions): Promise<Answers> {
  const answers = await inScratchFolder(workspace, questions, (folder) =>
    refresh(workspace, folder, questions),
  );
  if (answers !== undefined) return answers;
  const { probes, queries } = questions;
  if (probes.length <= 1) return new Map(keysOf(questions).map((key) => [key, unreadable]));
  const middle = Math.ceil(probes.length / 2);
  const left = await askOnce(workspace, { probes: probes.slice(0, middle), queries });
  return new Map([...left, ...(await askOnce(workspace, { probes: probes.slice(middle), queries: [] }))]);
}

const unreadable: Answer = { found: 'unknown', why: 'the provider cannot read its data in the state' };

async function refresh(
  workspace: Terraform,
  folder: string,
  questions: Questions,
): Promise<Answers | undefined> {
  const quiet = { ...workspace.options, folder, log: () => undefined };
  const terraform = new Terraform(quiet);
  const refreshed = new Set<string>();
  const asked = { any: false };
  const args = ['plan', '-refresh-only', '-input=false', '-json', '-lock=false', `-out=${planFile}`];
  const { end, diagnostics } = await terraform.stream(args, (message) => {
    if (message.type === 'refresh_start' || message.type === 'apply_start') asked.any = true;
    if (message.type === 'refresh_complete') refreshed.add(keyOf(message.hook.resource.addr));
  });
  workspace.options.signal.throwIfAborted();
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  // Not one object was asked about: credentials, network or the provider itself, and no word about what exists.
  if (!asked.any) throw new RunFailure(classifyDiagnostics('plan -refresh-only', errors, end.errors));
  const found = await readPlan(terraform, folder);
  const show = (text: string) => cutAt(longestWhy, workspace.options.redaction.text(text));
  return found && answersOf({ questions, refreshed, found, errors, show });
}

interface Refreshed {
  questions: Questions;
  refreshed: Set<string>;
  found: Map<string, Answer>;
  errors: Diagnostic[];
  /** A text as people may read it. Whatever is concluded from a text is concluded from the whole of it. */
  show: (text: string) => string;
}

function answersOf({ questions, refreshed, found, errors, show }: Refreshed): Answers {
  const probed = questions.probes.map((probe): [string, Answer] => {
    // Terraform reports a resource as refreshed only when the provider answered without an error.
    if (!refreshed.has(probe.key))
      return [probe.key, { found: 'unknown', why: show(whyUnknown(probe, errors)) }];
    return [probe.key, found.get(probe.key) ?? { found: 'absent' }];
  });
  const read = questions.queries.map((query): [string, Answer] => [
    query.key,
    found.get(query.key) ?? absentOrUnknown(query, errors, show),
  ]);
  return new Map([...probed, ...read]);
}

/** Errors of a refresh name no address, so the resource is found by its id; without one, all of them failed. */
function whyUnknown({ attributes }: Probe, errors: Diagnostic[]): string {
  const id = attributes['id'];
  const own = errors.filter(
    ({ summary, detail }) => typeof id === 'string' && `${summary} ${detail}`.includes(id),
  );
  return textOf(own.length > 0 ? own : errors) || 'the provider did not respond';
}

function absentOrUnknown({ key, type }: DataQuery, errors: Diagnostic[], show: Refreshed['show']): Answer {
  const own = errors.filter(({ address }) => address === `data.${type}.${key}`);
  const why = textOf(own);
  return absence.test(why)
    ? { found: 'absent' }
    : { found: 'unknown', why: show(why) || 'the provider did not respond' };
}

function textOf(errors: Diagnostic[]): string {
  return errors.map(({ summary, detail }) => (detail === '' ? summary : `${summary}. ${detail}`)).join('; ');
}

/** The refreshed objects of the saved plan, which Terraform writes also when some failed; undefined when unreadable. */
async function readPlan(terraform: Terraform, folder: string): Promise<Map<string, Answer> | undefined> {
  const saved = await access(join(folder, planFile)).then(
    () => true,
    () => false,
  );
  if (!saved) return undefined;
  try {
    return presentIn(await terraform.readPlan(planFile));
  } catch (error) {
    terraform.options.signal.throwIfAborted();
    if (error instanceof RunFailure) return undefined;
    throw error;
  }
}

function presentIn({ prior_state: state }: PlanJson): Map<string, Answer> {
  const resources = state?.values?.root_module?.resources ?? [];
  return new Map(
    resources.map(({ name, values, schema_version }) => [
      name,
      { found: 'present', attributes: values, schemaVersion: schema_version },
    ]),
  );
}

function onlyUnknown({ probes, queries }: Questions, answers: Answers): Questions {
  const failed = ({ key }: { key: string }) => answers.get(key)?.found === 'unknown';
  return { probes: probes.filter(failed), queries: queries.filter(failed) };
}

function keysOf({ probes, queries }: Questions): string[] {
  return [...probes, ...queries].map(({ key }) => key);
}

function keyOf(address: string): string {
  return address.slice(address.lastIndexOf('.') + 1);
}
