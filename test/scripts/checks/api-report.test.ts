import { readReport } from '../../../scripts/checks/api-report';

const base64 = (body: object) => ({ $base64: Buffer.from(JSON.stringify(body)).toString('base64') });

/** A scenario of one case, which the API returned `status` and `body` to. */
function scenario(label: string, { status = 200, body = {}, failed = '' } = {}) {
  const [method, path] = label.split(' ');
  const failure_info = { failure: { type: failed, message: 'as the tool says it' } };
  return {
    ScenarioFinished: {
      status: failed ? 'failure' : 'success',
      recorder: {
        label,
        cases: { c1: { value: { method, path } } },
        checks: { c1: [{ status: 'success' }, failed ? { status: 'failure', failure_info } : []].flat() },
        interactions: {
          c1: { request: { method }, response: { status_code: status, content: base64(body) } },
        },
      },
    },
  };
}

const phase = (name: string, status = 'success') => ({ PhaseFinished: { phase: { name }, status } });
const ends = { EngineFinished: { stop_reason: 'completed' } };
const phases = ['examples', 'coverage', 'fuzzing', 'stateful'].map((name) => phase(name));
const report = (...events: object[]) => events.map((event) => JSON.stringify(event)).join('\n') + '\n';

it('finds nothing where every check held', () => {
  expect(readReport(report(scenario('GET /health'), ...phases, ends))).toEqual([]);
});

it('names each check that failed once, by operation, status and what the API said', () => {
  const refused = { status: 400, body: { detail: 'cursor: is no cursor', code: 'x' }, failed: 'Rejected' };
  const broken = { status: 500, body: { message: 'Internal "Server" Error' }, failed: 'ServerError' };

  const findings = readReport(
    report(
      scenario('GET /health'),
      scenario('GET /environments'),
      scenario('GET /runs'),
      scenario('GET /environments', refused),
      scenario('GET /environments', refused),
      scenario('GET /runs', broken),
      ...phases,
      ends,
    ),
  );

  expect(findings).toEqual([
    { check: 'Rejected', where: 'GET /environments 400: cursor: is no cursor' },
    { check: 'ServerError', where: 'GET /runs 500: Internal "Server" Error' },
  ]);
});

it('takes an error of the tool for a finding', () => {
  const error = { NonFatalError: { value: 'unresolvable reference' } };

  expect(readReport(report(scenario('GET /health'), error, ...phases, ends))).toEqual([
    { check: 'error', where: '{"value":"unresolvable reference"}' },
  ]);
});

it.each([
  ['that has no end', [...phases]],
  ['whose end came early', [...phases, { EngineFinished: { stop_reason: 'interrupted' } }]],
  ['that lacks a phase', [...phases.slice(1), ends]],
  ['that skipped a phase', [...phases.slice(1), phase('examples', 'skip'), ends]],
])('is no report for anything %s', (_what, events) => {
  expect(() => readReport(report(scenario('GET /health'), ...events))).toThrow('schemathesis ended early');
});

const four = ['/health', '/runs', '/stacks', '/webhooks'].map((path) => scenario(`GET ${path}`));

it('is no report for anything where more than one of five operations never succeeded', () => {
  const absent = { status: 404 };
  const one = [...four, scenario('GET /me', absent)];
  const two = [...four.slice(1), scenario('GET /me', absent), scenario('GET /targets', absent)];

  expect(readReport(report(...one, ...phases, ends))).toEqual([]);
  expect(() => readReport(report(...two, ...phases, ends))).toThrow('never: GET /me, GET /targets');
});

it('is no report for anything where one operation let nobody in', () => {
  const events = [scenario('GET /me', { status: 403 }), ...four];

  expect(() => readReport(report(...events, ...phases, ends))).toThrow('let into no call of: GET /me.');
});
