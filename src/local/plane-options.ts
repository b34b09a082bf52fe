import type { Issuer } from '../config/hub';
import type { Receivers } from '../config/receivers';
import type { ImageRepository } from '../domain/image/image-repository';
import type { CheckInterval } from '../domain/environment/drift/check-interval';
import type { Limits } from '../domain/limits/limits';
import type { Person } from '../emulators/issuer/local-issuer';
import type { Policy } from '../domain/policy/policy';
import type { Prover } from '../bundle/proof/prove-bundle';
import type { ModuleFetcher } from '../bundle/vendor/fetch-modules';
import type { FoundEmulator } from '../tools/find-emulator';
import type { JudgedCall } from '../emulators/authorize/judge-call';
import type { Doors } from '../emulators/front/doors';
import type { Through } from './hub-environment';
import type { KeptPlane } from './kept/keep-plane';

/** The programs a plane needs, found or fetched before. */
export interface PlaneTools {
  terraform: { path: string; version: string };
  providers: { path: string };
  emulator: FoundEmulator;
}

/** What a plane is started from. `root` is the checkout; the port is free to choose where it is 0. */
export interface PlaneOptions {
  root: string;
  tools: PlaneTools;
  machineEnv: Readonly<Record<string, string>>;
  port?: number;
  /** What outlives the plane's process; nothing unless it is given: then all is in memory, and ends with it. */
  kept?: KeptPlane;
  sweepEveryMs?: number;
  /** How often older versions of states that nobody needs expire; every 30 seconds where absent. */
  expireEveryMs?: number;
  /** Whom the plane's issuer signs in; the person of this machine unless they are given. Nobody of several approves what they asked for. */
  people?: readonly Person[];
  /** Other accounts that are targets beside the plane's own, each by the name of its target; they end with the plane. */
  accounts?: Readonly<Record<string, string>>;
  /** The services that the target's role is granted whole, beside what the catalog needs; none unless they are given. */
  services?: readonly string[];
  /** What stands between each caller and the hub; nothing unless it is given. */
  through?: Through;
  /** What proves the templates before they are published; nothing beyond what is read of them unless it is given. */
  prove?: Prover;
  /** What fetches the modules of templates from elsewhere; a template that calls one is refused unless it is given. */
  fetchModules?: ModuleFetcher;
  /** How many builds CodeBuild has room for, asked at each start; unbounded unless it is given. */
  buildCapacity?: () => number;
  /** Which receivers of webhooks may be called; public ones unless it is given. */
  receivers?: Receivers;
  /** What it denies, and what another person must approve; nothing unless it is given. */
  policy?: Policy;
  /** Who else than the plane's own issuer is trusted: a company's, a CI's. */
  issuers?: readonly Issuer[];
  /** How many environments owners and teams may have, and what they may cost; nothing is limited unless it is given. */
  limits?: Limits;
  /** How often it checks for drift by itself; only on request unless it is given. */
  checkInterval?: CheckInterval;
  /** Repositories whose images the plane has built; none unless they are given. */
  imageRepositories?: readonly ImageRepository[];
  /** Is shown each call to the target as it was judged. */
  onTargetCall?: (judged: JudgedCall) => void;
  /** Is shown each call to the hub as it was judged. */
  onHubCall?: (judged: JudgedCall) => void;
  /** What every endpoint asks before it serves; the closed ones unless they are given. */
  doors?: Doors;
  /** A line for the person at the terminal: something happened that a person should know. */
  notice: (line: string) => void;
  /** What handlers and the emulator write. */
  log: (line: string) => void;
}
