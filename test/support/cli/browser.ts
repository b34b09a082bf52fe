import { type Browser, chromium } from 'playwright-core';
import { executableFolders, findExecutables } from '../../../src/tools/find-executable';
import { currentMachine } from '../plane/machine';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** Opens the Chromium of this machine without a window; throws, and so fails the test, when there is none. */
export async function openBrowser(): Promise<Browser> {
  const machine = currentMachine();
  const folders = executableFolders(machine);
  const [found] = names.flatMap((name) => findExecutables(name, folders));
  const executablePath = machine.env.CHROMIUM_PATH ?? found;
  if (executablePath === undefined)
    throw new Error("There is no Chromium: install your system's package, or set CHROMIUM_PATH to it.");
  return chromium.launch({ executablePath });
}
