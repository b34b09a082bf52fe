import { closedGate, type Gate } from './waiting';
import type { HubCall, Judge } from './hub-tap';

/** A call of the target whose answer is held back after it took effect: it was done, and whoever asked was never told. */
export interface HeldCall {
  /** Resolves when the target has done it. */
  reached: Promise<void>;
  /** Lets the answer go. */
  release: () => void;
}

interface Hold {
  action: string;
  environment: string;
  reached: Gate;
  released: Gate;
}

/** Holds answers of AWS's query protocol, in which a call says its action and what it makes in its body. */
export class HeldCalls {
  private readonly holds: Hold[] = [];

  /** Holds the answer to the first call of `action` that makes something of the environment. */
  hold(action: string, environment: string): HeldCall {
    const hold = { action, environment, reached: closedGate(), released: closedGate() };
    this.holds.push(hold);
    return { reached: hold.reached.opened, release: hold.released.open };
  }

  readonly judge: Judge = async (call, forward) => {
    const hold = this.holds.find((one) => fits(one, call));
    if (!hold) return forward(call.request);
    this.holds.splice(this.holds.indexOf(hold), 1);
    const answer = await forward(call.request);
    hold.reached.open();
    await hold.released.opened;
    return answer;
  };
}

/** Names made by the label module are `idp-<environment>-<hash>` and what is added to that. */
function fits({ action, environment }: Hold, { request }: HubCall): boolean {
  const asked = new URLSearchParams(request.body.toString('utf8'));
  return (
    asked.get('Action') === action &&
    [...asked.values()].some((text) => text.startsWith(`idp-${environment}-`))
  );
}
