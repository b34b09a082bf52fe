import * as z from 'zod';
import type { Finding } from './finding';

const Content = z.object({ $base64: z.string() });
const Interaction = z.object({
  request: z.object({ method: z.string() }),
  response: z.object({ status_code: z.number(), content: Content.nullish() }).nullish(),
});
const Check = z.object({
  status: z.string(),
  failure_info: z.object({ failure: z.object({ type: z.string(), message: z.string() }) }).optional(),
});
const Case = z.object({ value: z.object({ method: z.string(), path: z.string() }) });
const Scenario = z.object({
  status: z.string(),
  recorder: z.object({
    label: z.string(),
    cases: z.record(z.string(), Case).default({}),
    checks: z.record(z.string(), z.array(Check)).default({}),
    interactions: z.record(z.string(), Interaction).default({}),
  }),
});
type Recorder = z.infer<typeof Scenario>['recorder'];

/** One line of the report: an event by its name. */
const Line = z.object({
  ScenarioFinished: Scenario.optional(),
  PhaseFinished: z.object({ phase: z.object({ name: z.string() }), status: z.string() }).optional(),
  EngineFinished: z.object({ stop_reason: z.string() }).optional(),
  NonFatalError: z.unknown().optional(),
  FatalError: z.unknown().optional(),
});
type Line = z.infer<typeof Line>;

const phases = ['examples', 'coverage', 'fuzzing', 'stateful'];
/** What a scenario of one operation is called; one of several has other words. */
const isOperation = /^[A-Z]+ \//;
const longest = 300;

/**
 * What a report of schemathesis's (NDJSON) holds against the API: each check that failed, with what the API returned, and
 * each error of the tool's own. Throws where a phase did not run to its end, or too few operations ever succeeded.
 */
export function readReport(report: string): Finding[] {
  const lines = report.trim().split('\n');
  const events = lines.map((line) => Line.parse(JSON.parse(line)));
  assertComplete(events);
  const recorders = events.flatMap(({ ScenarioFinished }) => ScenarioFinished?.recorder ?? []);
  assertReached(recorders);
  const errors = events.flatMap(({ NonFatalError, FatalError }) => NonFatalError ?? FatalError ?? []);
  const findings = [
    ...recorders.flatMap(failuresOf),
    ...errors.map((error) => ({ check: 'error', where: JSON.stringify(error).slice(0, longest) })),
  ];
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

function assertComplete(events: readonly Line[]): void {
  const ended = events.find(({ EngineFinished }) => EngineFinished)?.EngineFinished?.stop_reason;
  const ran = events.flatMap(({ PhaseFinished }) => {
    const { phase, status } = PhaseFinished ?? { status: 'skip' };
    return phase && status !== 'skip' ? [phase.name] : [];
  });
  const missing = phases.filter((phase) => !ran.includes(phase));
  if (ended === 'completed' && missing.length === 0) return;
  throw new Error(
    `schemathesis ended early (${ended ?? 'no end'}); not run: ${missing.join(', ') || 'none'}.`,
  );
}

function failuresOf({ cases, checks, interactions }: Recorder): Finding[] {
  return Object.entries(checks).flatMap(([id, results]) =>
    results.flatMap(({ failure_info }) => {
      if (!failure_info) return [];
      const { type, message } = failure_info.failure;
      const { method = '', path = '' } = cases[id]?.value ?? {};
      const returned = interactions[id] ? wordsOf(interactions[id]) : message;
      return [{ check: type, where: `${method} ${path} ${returned}`.slice(0, longest) }];
    }),
  );
}

/** What the API returned: the status, then what a problem says, else what there is. */
function wordsOf({ response }: z.infer<typeof Interaction>): string {
  const text = Buffer.from(response?.content?.$base64 ?? '', 'base64').toString('utf8');
  const detail = /"(?:detail|message)":("(?:[^"\\]|\\.)*")/.exec(text)?.[1];
  return `${response?.status_code ?? 'no response'}: ${detail === undefined ? text : (JSON.parse(detail) as string)}`;
}

/**
 * A check of an API that lets nobody in finds nothing: each operation must have answered at least once for another reason than who asks,
 * and four of five have succeeded: those that do not are about what the check's plane has not (an image build, a lock of a dead run).
 */
function assertReached(recorders: readonly Recorder[]): void {
  const labels = recorders.map(({ label }) => label);
  const operations = [...new Set(labels.filter((label) => isOperation.test(label)))];
  const succeeded = new Set(recorders.flatMap((recorder) => answeredBy(recorder, isSuccess)));
  const never = operations.filter((operation) => !succeeded.has(operation));
  if (never.length > operations.length * 0.2)
    throw new Error(`schemathesis saw too few operations succeed; never: ${never.join(', ')}.`);
  const letIn = new Set(recorders.flatMap((recorder) => answeredBy(recorder, isLetIn)));
  const shut = operations.filter((operation) => !letIn.has(operation));
  if (shut.length > 0) throw new Error(`schemathesis was let into no call of: ${shut.join(', ')}.`);
}

const isSuccess = (status: number) => status >= 200 && status < 300;
/** Whatever it is, it does not say that the caller is unknown or may not. */
const isLetIn = (status: number) => status >= 200 && status !== 401 && status !== 403;

/** The operations with an answer of such a status. */
function answeredBy({ cases, interactions }: Recorder, wanted: (status: number) => boolean): string[] {
  return Object.entries(cases).flatMap(([id, { value }]) => {
    const status = interactions[id]?.response?.status_code ?? 0;
    return wanted(status) ? [`${value.method} ${value.path}`] : [];
  });
}
