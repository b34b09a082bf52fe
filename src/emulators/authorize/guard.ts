import { type Answer, type Call, type Forward, withText } from '../front/call';
import { hiddenAbsence } from './absent-object';
import { askerOf } from './ask';
import { withheldKey } from './encrypted-object';
import { type Bench, type JudgedCall, judgeCall } from './judge-call';
import type { KeyRing } from './key-ring';
import { endingAfter, openedSession } from './opened-session';
import { protocolOf } from './read-operation';
import { refusalAnswer } from './refusal';
import { RememberedPaths } from './remembered-paths';
import { ResourceTags } from './resource-tags';
import type { RolePolicies } from './role-policies';
import { UnknownCall } from './unknown-call';

/** The keys that a guard knows, and who is shown each call that it judged. */
export interface Guarding {
  account: string;
  region: string;
  keys: KeyRing;
  onCall?: ((judged: JudgedCall) => void) | undefined;
  /** How long the sessions of roles last, in seconds; as long as STS says unless it is given. */
  sessionSeconds?: number | undefined;
}

/** A call passes, or is refused as AWS would refuse it; `forward` is asked for what passes. */
export type Guard = (call: Call, forward: Forward) => Promise<Answer>;

/** What a guard asks for itself: the emulator that it guards, and the policies of the roles that there are. */
export interface Guarded {
  roles: RolePolicies;
  forward: Forward;
}

/** Makes the guard of an emulator. */
export function createGuard({ roles, forward }: Guarded, guarding: Guarding): Guard {
  const { account, region, keys } = guarding;
  const ask = askerOf(forward, region);
  const remembered = { tags: new ResourceTags(ask), paths: new RememberedPaths(ask) };
  const bench: Bench = { account, ask, keys, roles, ...remembered };
  return (call, serve) => pass(call, serve, { bench, guarding });
}

async function pass(
  call: Call,
  forward: Forward,
  { bench, guarding }: { bench: Bench; guarding: Guarding },
): Promise<Answer> {
  try {
    const judged = await judgeCall(call, bench);
    guarding.onCall?.(judged);
    if (judged.refusal) return refusalAnswer(protocolOf(call), judged.refusal);
    const answer = shortened(await forward(call), judged, guarding);
    const hidden = (await hiddenAbsence(judged, answer, bench)) ?? (await withheldKey(judged, answer, bench));
    if (hidden) return refusalAnswer(protocolOf(call), hidden);
    learn(judged, answer, bench);
    return answer;
  } catch (error) {
    if (!(error instanceof UnknownCall)) throw error;
    return refusalAnswer(protocolOf(call), { kind: 'denied', message: error.message });
  }
}

function shortened(answer: Answer, { service }: JudgedCall, { sessionSeconds }: Guarding): Answer {
  if (service !== 'sts' || sessionSeconds === undefined) return answer;
  return withText(answer, endingAfter(sessionSeconds, answer.body.toString('utf8')));
}

/** What a call that took effect may have changed of what later calls are judged by. */
function learn({ service, operation }: JudgedCall, { status, body }: Answer, bench: Bench): void {
  if (status >= 300) return;
  bench.tags.after(operation.name);
  bench.paths.after(operation.name);
  bench.roles.after(service, operation.name);
  const opened = service === 'sts' ? openedSession(operation, body.toString('utf8'), bench.roles) : undefined;
  if (opened) bench.keys.add(opened);
}
