import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from '../../../scripts/test/find-browser';
import { currentMachine } from '../plane/machine';

/** Opens a Chromium without a window; throws, and so fails the test, when there is none. */
export async function openBrowser(): Promise<Browser> {
  const { found, howToGet } = await findBrowser(currentMachine(), process.cwd());
  if (!found) throw new Error(`There is no Chromium: ${howToGet}.`);
  return chromium.launch({ executablePath: found.path });
}
