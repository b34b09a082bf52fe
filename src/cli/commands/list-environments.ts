import { counted } from '../../domain/base/counted';
import type { Actor, EnvironmentView } from '../../client/typed/types';
import { isEstimated, monthlyInShort } from '../../domain/cost/money';
import { isGone } from '../../client/follow-environment';
import { type CliCommand, examples, widens } from '../command';
import { paintStatus } from '../print/environment';
import { type Column, renderListTable } from '../print/list-table';
import { inOrder } from '../print/list-order';
import { runWord, sleepWord } from '../print/sleep';
import type { Paint } from '../../client/text/paint';
import { formatDistance } from '../../client/text/time';

interface Options {
  status?: string;
  owner?: string;
  template?: string;
  all?: true;
  awaiting?: true;
  wide?: true;
}

/**
 * `idp list`: the environments that live, of whoever asks and their teams; every other flag that chooses, and a document for
 * programs, is about all people's.
 */
export const listEnvironments: CliCommand<Options> = {
  describe: (command) =>
    command
      .option(
        '--status <status>',
        'only pending, ready, failed, destroying, stuck, destroyed or forgotten ones',
      )
      .option('--owner <id>', "only environments of this owner; 'me' is you")
      .option('--template <name[@range]>', "only a template's, or those in a range of its versions: vpc@^1")
      .option('-a, --all', 'those of other people, and destroyed and forgotten ones, too')
      .option('--awaiting', 'only those with a plan that you may approve')
      .addOption(widens())
      .addHelpText('after', examples('idp list', 'idp list --owner me --json', 'idp list --awaiting')),
  async run({ api, screen, world }, options) {
    const { awaiting, status, owner, template } = options;
    const phase = awaiting && 'awaiting-approval';
    const isOwn = !screen.json && !Object.keys(chosenBy(options)).length;
    const [found, me] = await Promise.all([
      api.listEnvironments({ status, owner, template, phase }),
      isOwn ? api.getMe() : undefined,
    ]);
    const shown = found.filter((view) => isWanted(view, options));
    const own = me ? shown.filter((view) => isTheirs(view, me)) : shown;
    const now = world.now();
    screen.show(shown, () =>
      renderList(inOrder(own, now), {
        paint: screen.paint,
        wide: options.wide,
        now,
        others: shown.length - own.length,
      }),
    );
  },
};

/** The flags that choose environments. */
function chosenBy({ status, owner, template, all, awaiting }: Options): object {
  return Object.fromEntries(
    Object.entries({ status, owner, template, all, awaiting }).filter(([, value]) => value !== undefined),
  );
}

function isWanted({ status, can }: EnvironmentView, options: Options): boolean {
  const lives = !isGone(status) || options.all === true || options.status !== undefined;
  return lives && (options.awaiting !== true || can.includes('approve'));
}

function isTheirs({ owner, team }: EnvironmentView, me: Actor): boolean {
  return owner === me.id || (team !== null && me.teams.includes(team));
}

interface Listing {
  paint: Paint;
  wide: true | undefined;
  now: number;
  /** How many more live that are of other people. */
  others: number;
}

function renderList(views: EnvironmentView[], { paint, wide, now, others }: Listing): string[] {
  const hint =
    others === 0 ? [] : [paint.dim(`${counted(others, 'environment')} of other people: idp list --all`)];
  if (views.length === 0) return ["No environments. 'idp templates' lists the available templates.", ...hint];
  const partly = views.some(({ cost }) => cost.unpriced.length > 0 && isEstimated(cost));
  return [
    ...renderListTable(views, columnsFor(paint, now), { paint, wide }),
    '',
    counted(views.length, 'environment'),
    ...(partly ? ['+: some parts have no price, and are not in it.'] : []),
    ...hint,
  ];
}

function columnsFor(paint: Paint, now: number): Column<EnvironmentView>[] {
  return [
    { title: 'NAME', drop: 0, cell: ({ name }) => name },
    { title: 'TEMPLATE', drop: 2, cell: ({ template }) => template.name },
    { title: 'OWNER', drop: 3, cell: ({ owner }) => owner },
    { title: 'STATUS', drop: 0, cell: (view) => describeStatus(view, paint) },
    { title: 'EXPIRES', drop: 0, cell: (view) => describeEnd(view, now) },
    { title: 'COST/MO', drop: 1, cell: ({ cost }) => monthlyInShort(cost) },
  ];
}

function describeStatus(view: EnvironmentView, paint: Paint): string {
  const { status, run } = view;
  const shown = `${paintStatus(status, paint)}${sleepWord(view)}`;
  return run ? `${shown} (${run.transition ? runWord(run) : run.phase})` : shown;
}

function describeEnd({ lease, endedAt }: EnvironmentView, now: number): string {
  if (endedAt !== undefined) return formatDistance(endedAt, now);
  return lease.expiresAt === null ? 'never' : formatDistance(lease.expiresAt, now);
}
