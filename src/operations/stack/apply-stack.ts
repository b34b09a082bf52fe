import type { Actor } from '../../domain/access/actor';
import { authorize, authorizeOn, refusePreviews, teamFor } from '../../domain/access/authorize';
import { DomainError } from '../../domain/base/errors';
import type { RequestKey } from '../../domain/registry/entry';
import { remembers, requestOf } from '../../domain/registry/requests';
import { checkDocument } from '../../domain/stack/entry/check-document';
import { createStack } from '../../domain/stack/entry/decide-stack';
import type { StackBirth } from '../../domain/stack/entry/stack-commands';
import type { StackEntry } from '../../domain/stack/entry/stack-entry';
import { stackKind } from '../../domain/stack/entry/stack-kind';
import { leaseText, startStackLease } from '../../domain/stack/entry/stack-lease';
import { hasStackEnded } from '../../domain/stack/entry/stack-status';
import type { ResolvedStack } from '../../domain/stack/resolved-stack';
import { askerOf } from '../environment/deeds/read-offer';
import type { Deps } from '../ports/deps';
import { chainEvents } from '../registry/chain-events';
import { decideAndSave } from '../registry/decide-and-save';
import { deliver } from '../registry/deliver';
import { type AskedConsent, consentTo } from './consent/consented-plan';
import { allowComponents, type Versions } from './allow-components';
import { stacks } from './stacks';
import { documentDigest, wantedIn } from './wanted-of';

const attempts = 5;

/** A resolved stack that is to be built; `stop` names the revision under way that need not be waited for. */
export interface ApplyStackInput {
  actor: Actor;
  document: ResolvedStack;
  team?: string | undefined;
  stop?: number | undefined;
  /** The caller's yes to a plan of the whole stack. */
  consent?: AskedConsent | undefined;
  request?: RequestKey | undefined;
}

/**
 * Takes a resolved stack as the next revision of its name: checks all that can be checked before anything is written, keeps the
 * document, and then writes the stack's entry, whose orders are given at once.
 */
export async function applyStack(input: ApplyStackInput, deps: Deps): Promise<StackEntry> {
  const { actor, document } = input;
  authorize(actor, 'developer', 'build stacks');
  refusePreviews(actor, 'build stacks');
  checkDocument(document);
  const versions = allowComponents(document, await askerOf(actor, deps));
  const revision = { digest: documentDigest(document), wanted: wantedIn(document), by: actor };
  await deps.stackDocuments.keep(revision.digest, document);
  return deliver(stacks, await writeRevision(input, { revision, versions }, deps), deps);
}

interface Checked {
  revision: Pick<StackBirth, 'digest' | 'wanted' | 'by' | 'consent'>;
  versions: Versions;
}

async function writeRevision(input: ApplyStackInput, checked: Checked, deps: Deps): Promise<StackEntry> {
  const { document } = input;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const seen = (await deps.stacks.get(document.stack)) ?? null;
    // Sent again, it finds a stack that the plan was not of.
    if (seen && remembers(seen, requestOf(input.actor, input.request))) return seen;
    const living = seen && !hasStackEnded(seen) ? seen : null;
    const consented = { ...checked, revision: await withConsent(input, checked.revision, { living, deps }) };
    if (living) return submit(input, consented, deps);
    const made = await insert(input, { ...consented, previous: seen }, deps);
    if (made) return made;
  }
  throw new DomainError('VersionConflict', { name: document.stack });
}

type AskedRevision = Checked['revision'];

/** A plan is of one life of the stack, or of none. */
async function withConsent(
  { actor, document, consent }: ApplyStackInput,
  revision: AskedRevision,
  { living, deps }: { living: StackEntry | null; deps: Deps },
): Promise<AskedRevision> {
  if (!consent) return revision;
  const of = { stack: document.stack, digest: revision.digest, life: living?.id ?? null };
  return { ...revision, consent: await consentTo(consent, of, { actor, deps }) };
}

/** A stack that lives takes it as its next revision; its lease stays, and is made longer by `extend` alone. */
async function submit(
  { actor, document, stop, request }: ApplyStackInput,
  { revision }: Checked,
  deps: Deps,
): Promise<StackEntry> {
  const place = { kind: stackKind, entries: deps.stacks, key: document.stack };
  const toCommands = (seen: StackEntry) => {
    authorizeOn(actor, seen, { need: 'operate', what: 'apply the stack' });
    return [{ type: 'submit' as const, ...revision, stop, request: requestOf(actor, request) }];
  };
  return (await decideAndSave(place, toCommands, deps)).entry;
}

/** The first revision of a new life; undefined where another one was written meanwhile. */
async function insert(
  { actor, document, team, request: sent }: ApplyStackInput,
  { revision, versions, previous }: Checked & { previous: StackEntry | null },
  deps: Deps,
): Promise<StackEntry | undefined> {
  const request = requestOf(actor, sent);
  if (previous && remembers(previous, request)) return previous;
  const now = deps.clock();
  const bounds = Object.values(versions).map(({ manifest }) => manifest.lease);
  const lease = startStackLease(leaseText(document), bounds, now);
  const owned = { owner: actor.id, team: teamFor(actor, team) };
  const birth = { ...revision, ...owned, name: document.stack, id: deps.newId(), lease };
  if (previous) await deps.stacks.keepLife(previous);
  const entry = createStack(birth, previous, { now, request });
  const chained = chainEvents(
    { entry, events: newEvents(entry, previous), effects: [] },
    previous?.head,
  ).entry;
  return (await deps.stacks.insert(chained, previous)) ? chained : undefined;
}

function newEvents({ outbox }: StackEntry, previous: StackEntry | null): StackEntry['outbox'] {
  return outbox.slice(previous?.outbox.length ?? 0);
}
