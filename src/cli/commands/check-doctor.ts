import { counted } from '../../domain/base/counted';
import type { Check } from '../../domain/base/check';
import { type CliCommand, examples } from '../command';
import type { Context } from '../context';
import type { Located } from '../connection';
import { proxyFor } from '../../client/proxy';
import { CliError } from '../../client/errors';
import { exitCodeOf, exitCodes, success } from '../../client/exit-codes';
import type { Paint } from '../../client/text/paint';
import { isNewEnough, oldestNode } from '../../client/fit-to-run';
import { renderColumns } from '../../client/text/table';
import { formatDuration } from '../../client/text/time';

/** A finding with the exit code that it alone would ask for. */
interface Judged extends Check {
  code: number;
}

interface Options {
  aws?: string;
}

const toleratedSkew = 60_000;

/** `idp doctor`: looks at everything that idp needs, or that a stage needs on AWS, each with what to do. */
export const checkDoctor: CliCommand<Options> = {
  describe: (command) =>
    command
      .option('--aws <file>', 'check the AWS account of this stage configuration, with your AWS credentials')
      .addHelpText('after', examples('idp doctor', 'idp doctor --aws config/dev.json')),
  unused: ({ aws }) => (aws === undefined ? [] : ['url', 'profile']),
  async run(context, { aws }) {
    const { screen, world } = context;
    const findings = aws === undefined ? await examine(context) : (await world.examineStage(aws)).map(judge);
    const documents = findings.map(({ check, ok, detail, advice }) => ({ check, ok, detail, advice }));
    screen.show(documents, () => renderFindings(findings, screen.paint));
    return findings.find(({ ok }) => !ok)?.code ?? success;
  },
};

function judge(finding: Check): Judged {
  return { ...finding, code: finding.ok ? success : exitCodes.broken };
}

/**
 * Without a control plane that responds, nothing behind it can be checked. What nobody must be signed in for comes first: a
 * wrong clock is a reason for a token to be refused.
 */
async function examine({ api, apiAt, locate, world }: Context): Promise<Judged[]> {
  const node = await check('node', () => Promise.resolve(judgeNode(process.versions.node)));
  const located: Located[] = [];
  const found = await check('control plane', async () => {
    const plane = await locate();
    located.push(plane);
    const via = proxyFor(plane.url, world.env);
    return `${plane.url} (from ${plane.from}${via === undefined ? '' : `, through the proxy ${via}`})`;
  });
  const [plane] = located;
  if (!found.ok || !plane) return [node, found];
  const { url, from } = plane;
  const reached = await examineReach(apiAt({ url, from }), world);
  if (reached.some(({ check: name, ok }) => name === 'health' && !ok)) return [node, found, ...reached];
  return [node, found, ...reached, ...(await examineRights(api))];
}

/** Whether the control plane responds, and as how late it sees the hour. */
async function examineReach(api: Context['api'], world: Context['world']): Promise<Judged[]> {
  const began = world.now();
  const healthy = await check('health', async () => {
    const { templates } = await api.getHealth();
    return `responds in ${world.now() - began} ms, ${counted(templates, 'template')}`;
  });
  if (!healthy.ok) return [healthy];
  const clock = await check('clock', async () => judgeClock((await api.getHealth()).at, world.now()));
  return [healthy, clock];
}

async function examineRights(api: Context['api']): Promise<Judged[]> {
  const token = await check('token', async () => {
    const { id, roles } = await api.getMe();
    if (roles.length > 0) return `${id}: ${roles.join(', ')}`;
    throw new CliError('forbidden', `${id} has no role`, {
      hints: ['Ask an admin to give you the role developer.'],
    });
  });
  if (!token.ok) return [token];
  const catalog = await check('catalog', async () => {
    const templates = await api.listTemplates();
    if (templates.length > 0) return templates.map(({ name }) => name).join(', ');
    throw new CliError('not-found', 'no template is published', { hints: ['Publish the catalog.'] });
  });
  return [token, catalog];
}

async function check(name: string, look: () => Promise<string>): Promise<Judged> {
  try {
    return { check: name, ok: true, detail: await look(), advice: [], code: success };
  } catch (error) {
    if (!(error instanceof CliError) || error.kind === 'interrupted') throw error;
    const { message, facts } = error;
    return { check: name, ok: false, detail: message, advice: facts.hints ?? [], code: exitCodeOf(error) };
  }
}

function judgeNode(version: string): string {
  if (isNewEnough(version)) return version;
  throw new CliError('broken', `${version} is too old`, {
    hints: [`Install Node ${oldestNode.join('.')} or newer.`],
  });
}

function judgeClock(there: string, here: number): string {
  const skew = Date.parse(there) - here;
  const size = formatDuration(Math.abs(skew));
  if (Math.abs(skew) <= toleratedSkew) return `the same as the control plane's (to ${size})`;
  throw new CliError(
    'broken',
    `the control plane's clock is ${size} ${skew > 0 ? 'ahead of' : 'behind'} yours`,
    {
      hints: ['Set your clock: the remaining times that idp shows are wrong by that much.'],
    },
  );
}

function renderFindings(findings: readonly Check[], paint: Paint): string[] {
  const rows = findings.map(({ check: name, ok, detail }) => [
    ok ? paint.green('ok') : paint.red('failed'),
    name,
    detail,
  ]);
  const advice = findings.flatMap(({ advice: lines }) => lines);
  return [...renderColumns(rows, paint.columns).flat(), ...advice];
}
