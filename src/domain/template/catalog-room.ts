import { DomainError } from '../base/errors';
import type { Catalog, CatalogEntry } from './template';
import { teamOf } from './template-name';

/** So much of the index is of one team at most, and so much of all, in bytes of JSON: it is read for every request. */
const mostOfTeam = 4_000_000;
const mostOfAll = 24_000_000;

/**
 * The catalog with what was just added to it for a template of a team, if there is room. Where there is none, the team's versions that
 * were withdrawn longest ago are forgotten, but for their numbers: nothing is made with them any more, and what lives on them has
 * its bundle. Throws CatalogFull where that is not enough.
 */
export function makeRoom(catalog: Catalog, name: string): Catalog {
  const team = teamOf(name) ?? name;
  let roomy = catalog;
  for (const one of withdrawnOf(catalog, team)) {
    if (sizeOf(roomy, team) <= mostOfTeam) break;
    roomy = without(roomy, one);
  }
  refuseAbove(`The team ${team}`, sizeOf(roomy, team), mostOfTeam);
  refuseAbove('The stage', bytesOf(roomy), mostOfAll);
  return roomy;
}

interface Withdrawn {
  name: string;
  version: string;
  at: string;
}

/** Those that somebody withdrew, the earliest first; never the newest version of a template, whose policy holds for all. */
function withdrawnOf(catalog: Catalog, team: string): Withdrawn[] {
  const found = entriesOf(catalog, team).flatMap(({ name, versions, retired = [] }) =>
    retired
      .filter(
        ({ as, version }) => as === 'withdrawn' && versions.slice(1).some((one) => one.version === version),
      )
      .map(({ version, at }) => ({ name, version, at })),
  );
  return found.sort((a, b) => (a.at < b.at ? -1 : 1));
}

function without(catalog: Catalog, { name, version }: Withdrawn): Catalog {
  const templates = catalog.templates.map((entry) =>
    entry.name === name
      ? { ...entry, versions: entry.versions.filter((one) => one.version !== version) }
      : entry,
  );
  return { ...catalog, templates };
}

function sizeOf(catalog: Catalog, team: string): number {
  const trials = (catalog.trials ?? []).filter(({ of }) => teamOf(of.name) === team);
  return bytesOf([entriesOf(catalog, team), trials]);
}

function entriesOf({ templates }: Catalog, team: string): CatalogEntry[] {
  return templates.filter(({ name }) => teamOf(name) === team);
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

function refuseAbove(whose: string, bytes: number, most: number): void {
  if (bytes > most) throw new DomainError('CatalogFull', { whose, bytes, most });
}
