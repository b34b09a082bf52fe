import * as z from 'zod';
import type { Terraform } from '../../bundle/terraform/terraform';
import { RunFailure } from '../../domain/environment/run-failure';
import { type Answer, type Answers, askProvider } from '../verify/probe/ask-provider';
import type { DataQuery } from '../verify/probe/scratch-folder';
import { providerList } from '../verify/probe/provider-list';

/** A record by which ExternalDNS notes that a name is its own. */
export interface OwnedRecord {
  name: string;
  zone: string;
}

/** The records found, and what could not be looked at, with the reason. */
export interface OwnedRecords {
  records: OwnedRecord[];
  unchecked: string[];
}

const Zones = z.object({ ids: providerList(z.string()) });
const Records = z.object({
  resource_record_sets: providerList(
    z.object({
      name: z.string(),
      type: z.string(),
      resource_records: z.array(z.object({ value: z.string() })).nullish(),
    }),
  ),
});

/** The hosted zones that the role of the target may see; or why it sees none. */
export type HostedZones = { ids: string[] } | { unchecked: string[] };

/** Asks for the hosted zones of the account. */
export async function listZones(terraform: Terraform): Promise<HostedZones> {
  const answers = await ask(terraform, [{ key: 'zones', type: 'aws_route53_zones', arguments: {} }]);
  const answer = answers.get('zones');
  if (answer?.found === 'present') return zonesIn(answer.attributes);
  return { unchecked: unreadable('the hosted zones', answer) };
}

/** The zones in what the provider says of an account; it may have none. */
export function zonesIn(attributes: unknown): { ids: string[] } {
  return Zones.parse(attributes);
}

/** What ExternalDNS of these owners still has in these zones. */
export async function listOwnedRecords(
  terraform: Terraform,
  zones: HostedZones,
  owners: ReadonlySet<string>,
): Promise<OwnedRecords> {
  if ('unchecked' in zones) return { records: [], unchecked: zones.unchecked };
  const queryOf = (zone: string, at: number): DataQuery => ({
    key: `zone${at}`,
    type: 'aws_route53_records',
    arguments: { zone_id: zone },
  });
  const answers = await ask(terraform, zones.ids.map(queryOf));
  const found = zones.ids.map((zone, at): OwnedRecords => {
    const answer = answers.get(`zone${at}`);
    if (answer?.found !== 'present')
      return { records: [], unchecked: unreadable(`the records of the zone ${zone}`, answer) };
    return { records: ownedIn(zone, answer.attributes, owners), unchecked: [] };
  });
  return {
    records: found.flatMap(({ records }) => records),
    unchecked: found.flatMap(({ unchecked }) => unchecked),
  };
}

/** The records of owners in what the provider says of a zone. */
export function ownedIn(zone: string, attributes: unknown, owners: ReadonlySet<string>): OwnedRecord[] {
  const { resource_record_sets: sets } = Records.parse(attributes);
  return sets.flatMap(({ name, type, resource_records: values }) =>
    type === 'TXT' && (values ?? []).some(({ value }) => owners.has(ownerIn(value) ?? ''))
      ? [{ name, zone }]
      : [],
  );
}

/** `"heritage=external-dns,external-dns/owner=<owner>,external-dns/resource=…"` */
function ownerIn(text: string): string | undefined {
  if (!text.includes('heritage=external-dns')) return undefined;
  return /external-dns\/owner=([^,"]+)/.exec(text)?.[1];
}

/** A provider of a time before it could list records knows none of these data sources. */
async function ask(terraform: Terraform, queries: DataQuery[]): Promise<Answers> {
  try {
    return await askProvider(terraform, { probes: [], queries });
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    const why: Answer = { found: 'unknown', why: error.failure.reason };
    return new Map(queries.map(({ key }) => [key, why]));
  }
}

function unreadable(what: string, answer: Answer | undefined): string[] {
  if (answer?.found === 'absent') return [];
  const why = answer?.found === 'unknown' ? answer.why : 'no answer';
  return [`records of ExternalDNS, as ${what} could not be read: ${why}`];
}
