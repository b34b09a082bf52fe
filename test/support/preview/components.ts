import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redaction } from '../../../src/domain/base/redaction';
import { Instant } from '../../../src/domain/base/time';
import type { Inputs } from '../../../src/domain/template/template';
import {
  type PreviewContext,
  previewComponent,
  type PreviewRequest,
} from '../../../src/runner/preview/preview-component';
import type { PlanJson } from '../../../src/domain/terraform/plan-json';
import { withTerraform } from '../../../src/runner/state/kept-state';
import { type LifeOfWork, prepareWorkspace } from '../../../src/runner/terraform/workspace';
import { noEntry } from '../aws/as-run';
import type { TestBundle } from '../terraform/template-bundle';
import { installedTerraform } from '../terraform/terraform';

/** A component of a test: its bundle, what is given and what it waits for. */
export interface TestComponent {
  bundle: TestBundle;
  inputs?: Inputs;
  pending?: PreviewRequest['pending'];
  state?: Uint8Array | null;
  present?: Inputs;
}

export const life: LifeOfWork = {
  name: 'net-web',
  id: '01JZ0000000000000000000000',
  tags: {
    'idp:managed': 'true',
    'idp:environment': 'net-web',
    'idp:environment-id': '01JZ0000000000000000000000',
  },
  lease: { startedAt: Instant.parse('2026-01-01T00:00:00.000Z'), expiresAt: null } as LifeOfWork['lease'],
  wanted: {},
};

export const pinOf = ({ digest }: TestBundle): PreviewRequest['pin'] => ({
  name: 'tiny',
  version: '1.0.0',
  bundle: digest,
  engine: { name: 'terraform', version: '1.11.4' },
});

/** Previews a component in a folder of its own; `lines` is what the log said. */
export async function previewOf(
  { bundle, inputs = {}, pending = {}, state = null, present = {} }: TestComponent,
  overrides: Partial<PreviewContext> = {},
) {
  const lines: string[] = [];
  const context = await contextOf(bundle, lines, overrides);
  const preview = await previewComponent(context, { pin: pinOf(bundle), inputs, pending, state, present });
  return { preview, lines, context };
}

export async function contextOf(
  bundle: TestBundle,
  lines: string[],
  overrides: Partial<PreviewContext>,
): Promise<PreviewContext> {
  return {
    bundles: () => Promise.resolve(bundle.zip),
    run: '01JZ0000000000000000000001',
    environment: life,
    accessTo: (target) => ({ target, sessionName: 'preview', enter: noEntry }),
    target: { name: 'local', region: 'us-east-1', regions: [] },
    redaction: new Redaction(),
    executable: await installedTerraform(),
    terraformUser: undefined,
    lock: undefined,
    cliConfig: undefined,
    abort: new AbortController(),
    folder: join(await mkdtemp(join(tmpdir(), 'leasehold-preview-')), 'work'),
    log: (line) => lines.push(line),
    ...overrides,
  };
}

/** The same component as a run plans it, as the root, and what an apply makes of it; `state` is that of the root. */
export async function asRoot(
  { bundle, inputs = {}, state = null }: Omit<TestComponent, 'pending'>,
  { apply = false, ...overrides }: Partial<PreviewContext> & { apply?: boolean } = {},
): Promise<{ plan: PlanJson; state: Uint8Array | null }> {
  const context = await contextOf(bundle, [], overrides);
  const pin = pinOf(bundle);
  const workspace = await prepareWorkspace({ ...context, pin, inputs });
  return withTerraform({ context, workspace, engine: pin.engine }, async (terraform) => {
    if (state) await writeFile(terraform.statePath, state);
    await terraform.init();
    await terraform.plan('change');
    const plan = await terraform.showPlan();
    if (apply) await terraform.apply(() => undefined);
    return { plan, state: await readFile(terraform.statePath).catch(() => null) };
  });
}

/** What of a plan people and policies see, whatever order Terraform has it in. */
export function seen({ resource_changes, output_changes, resource_drift, checks }: PlanJson) {
  const byAddress = <One extends { address: string }>(all: readonly One[]) =>
    [...all].sort((a, b) => (a.address < b.address ? -1 : 1));
  const named = checks.map((one) => ({ ...one, address: one.address.to_display }));
  return {
    resources: byAddress(resource_changes),
    outputs: output_changes,
    drift: byAddress(resource_drift),
    checks: byAddress(named),
  };
}
