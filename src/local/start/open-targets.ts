import { join } from 'node:path';
import type { OfferedTarget } from '../../config/target';
import type { TargetAccess } from '../../domain/access/target-access';
import { KeyRing } from '../../emulators/authorize/key-ring';
import { startTargetFront, type TargetFront } from '../../emulators/target-front/start-target-front';
import type { Closing } from '../closing';
import { type Emulator, openEmulator } from '../emulator';
import { directly } from '../hub-environment';
import { account, region } from '../hub';
import { onPort } from '../kept/usual-ports';
import type { PlaneOptions } from '../plane-options';
import { targetHolders } from '../roles/key-holders';
import { makeProvisionerRole } from '../roles/provisioner-role';

/** The emulator of the plane's own target, the keys that the hub knows, and the plane's folder. */
interface Standing {
  emulator: Emulator;
  keys: KeyRing;
  folder: string;
}

/** A target that the plane offers, and where it is really reached. */
interface OpenTarget {
  target: OfferedTarget;
  url: string;
  /** Makes in an empty emulator what its owner would. */
  furnish: () => Promise<unknown>;
}

/** Every template, foundations and previews too: whoever is signed in here may use all there is. */
const openToAll: TargetAccess = { roles: ['developer'], templates: ['*'], previews: true };

/** What a plane offers: the target in its own account, and the other accounts. */
interface OpenTargets {
  local: OpenTarget;
  targets: OfferedTarget[];
  accountUrls: string[];
}

/** Opens everything that the plane offers as a target. */
export async function openTargets(
  options: PlaneOptions,
  closing: Closing,
  standing: Standing,
): Promise<OpenTargets> {
  const local = await openTarget(options, closing, standing);
  const accounts = await openAccounts(options, closing, standing);
  const targets = [local, ...accounts].map(({ target }) => target);
  return { local, targets, accountUrls: accounts.map(({ url }) => url) };
}

/** Opens the target in the plane's own account: that of the plane before, where one is kept. */
async function openTarget(
  options: PlaneOptions,
  closing: Closing,
  { emulator, keys, folder }: Standing,
): Promise<OpenTarget> {
  const { doors, onTargetCall: onCall, kept } = options;
  const memory = kept && join(folder, 'target.front');
  const guarding = { account, region, keys: new KeyRing(targetHolders, keys), onCall, memory };
  const open = (port: number) => startTargetFront(emulator.url, { ...guarding, port }, doors);
  const front = closing.keep(await onPort(kept?.record.ports.target, open));
  return offer(options, { name: 'local', account, front });
}

/** Opens each of the other accounts as a target: an emulator of its own that knows nothing of the others. */
function openAccounts(
  options: PlaneOptions,
  closing: Closing,
  standing: Omit<Standing, 'emulator'>,
): Promise<OpenTarget[]> {
  const named = Object.entries(options.accounts ?? {});
  return Promise.all(named.map(([name, id]) => openAccount(options, closing, { ...standing, name, id })));
}

async function openAccount(
  options: PlaneOptions,
  closing: Closing,
  { name, id, keys, folder }: Omit<Standing, 'emulator'> & { name: string; id: string },
): Promise<OpenTarget> {
  const { tools, machineEnv: env, log: onOutput, notice, doors, onTargetCall: onCall } = options;
  const at = { env, onOutput, notice, account: id, socket: join(folder, `account-${id}.sock`) };
  const emulator = closing.keep(await openEmulator(tools.emulator, at));
  const guarding = { account: id, region, keys: new KeyRing(targetHolders, keys), onCall };
  const front = closing.keep(await startTargetFront(emulator.url, guarding, doors));
  return offer(options, { name, account: id, front });
}

/** A target as the plane offers it, once its emulator has what its owner would make there. */
async function offer(
  { root, services, through = directly }: PlaneOptions,
  { name, account: at, front }: { name: string; account: string; front: TargetFront },
): Promise<OpenTarget> {
  const makeRole = () => makeProvisionerRole(root, front.url, { services, at });
  const role = await makeRole();
  const furnish = () => {
    front.forget();
    return makeRole();
  };
  const { target: endpoint } = await through('provisioner', { target: front.url });
  const place = { name, region, regions: [region], endpoint };
  return { url: front.url, target: { ...place, access: openToAll, ...role }, furnish };
}
