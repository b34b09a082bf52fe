import type { Api } from '../../client/api';
import type { ResponseOf } from '../../client/typed/operation';
import { type StackReport, sectionOf } from './stacks-report';

type DriftList = ResponseOf<'list-drift'>;
type Row = DriftList['causes'][number];

/**
 * How each stack stands by the last checks: its causes, a line each, or that there are none. One of which not everything was listed
 * is left out, as nothing can be said of it.
 */
export async function readDrift(
  api: Pick<Api, 'listDrift'>,
  names: ReadonlyMap<string, readonly string[]>,
): Promise<StackReport[]> {
  const found = await api.listDrift(false);
  return [...names].flatMap(([stack, environments]) => driftOf(found, { stack, environments }));
}

function driftOf(
  { causes, unchecked, complete }: DriftList,
  { stack, environments }: { stack: string; environments: readonly string[] },
): StackReport[] {
  const isOwn = (name: string) => name.startsWith(`${stack}.`) || environments.includes(name);
  const rows = causes.flatMap((row) => rowsOf(row, isOwn));
  const open = unchecked.filter(isOwn);
  if (rows.length === 0 && !complete) return [];
  if (rows.length === 0)
    return [{ stack, verdict: 'clean', title: 'has no drift', sections: sectionOf('Not checked yet', open) }];
  const fix = `idp stacks retry ${stack} applies what has drifted once more, by the rules of any change.`;
  const expect =
    "idp drift expect <environment> --cause <id> --reason '…' --until 3d leaves a cause out until then.";
  return [
    {
      stack,
      verdict: 'drifted',
      title: `has drifted: ${rows.length === 1 ? '1 cause' : `${rows.length} causes`}`,
      sections: [
        ...sectionOf('Causes', rows),
        ...sectionOf('Not checked since the last apply', open),
        ...sectionOf('What to do', [fix, expect]),
      ],
    },
  ];
}

/** What happened, and where; the id is what `idp drift expect` takes. */
function rowsOf({ cause, type, change, environments }: Row, isOwn: (name: string) => boolean): string[] {
  const own = environments.filter(({ name }) => isOwn(name));
  if (own.length === 0) return [];
  const what = change ? `${change.attribute}: ${textOf(change.before)} → ${textOf(change.after)}` : 'is gone';
  const where = own.map(({ name, addresses }) => `${name} ${addresses.join(', ')}`).join('; ');
  return [`${cause} ${type} ${what} (${where})`];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
