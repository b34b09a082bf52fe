import { usage } from '../../client/errors';
import type { Context } from '../context';
import type { StackOptions } from './stack-options';

type Work = (context: Context, options: StackOptions, what: string | undefined) => Promise<number | void>;
type NamedWork = (context: Context, options: StackOptions, name: string) => Promise<number | void>;

/** What can be done: with which flags, and by which file, which is loaded when it is asked for. */
export interface WorkRow {
  flags: readonly string[];
  /** Whether it takes another word behind the stack. */
  more?: true;
  /** Whether the stack is one of the control plane, and none of the folder. */
  onPlane?: true;
  work: Work;
}

/** What can be done by the files of the folder. */
const ofFolder = {
  list: {
    flags: ['folder'],
    work: async (context, options) => (await import('./list-stacks')).listStacks(context, options),
  },
  show: {
    flags: ['folder', 'templates', 'sources'],
    work: named('show', async (...all) => (await import('./show-stack')).showStack(...all)),
  },
  validate: {
    flags: ['folder', 'templates'],
    work: async (context, options, what) =>
      (await import('./validate-stacks')).validateStacks(context, {
        ...options,
        folder: what ?? options.folder,
      }),
  },
  new: {
    flags: [
      'folder',
      'templates',
      'file',
      'import',
      'preset',
      'target',
      'account',
      'region',
      'environment',
      'ttl',
      'component',
      'input',
      'ref',
      'dryRun',
      'yes',
    ],
    work: named('new', async (...all) => (await import('./onboard/new-stack')).newStack(...all)),
  },
  graph: {
    flags: ['folder', 'templates', 'dot', 'mermaid'],
    work: named('graph', async (...all) => (await import('./graph-stack')).graphStack(...all)),
  },
  plan: {
    flags: ['folder', 'full', 'cancel'],
    work: named('plan', async (...all) => (await import('./plan-stack')).planStack(...all)),
  },
  affected: {
    flags: ['folder', 'templates', 'with'],
    more: true,
    work: async (context, options) => (await import('./affected-stacks')).affectedStacks(context, options),
  },
  versions: {
    flags: ['folder', 'templates'],
    work: async (...all) => (await import('./upgrade/show-versions')).showVersions(...all),
  },
  upgrade: {
    flags: ['folder', 'templates', 'all', 'layer', 'dryRun'],
    more: true,
    work: async (...all) => (await import('./upgrade/upgrade-stacks')).upgradeStacks(...all),
  },
  import: {
    flags: ['templates', 'into', 'dryRun'],
    more: true,
    work: async (context, options) => (await import('./import-stacks')).importStacks(context, options),
  },
  check: {
    flags: ['folder', 'all', 'exceptions', 'full'],
    work: async (context, options, what) =>
      (await import('./check-stacks')).checkStacks(context, options, what),
  },
  diff: {
    flags: ['folder'],
    work: named('diff', async (...all) => (await import('./plane/diff-stack')).diffStack(...all)),
  },
  apply: {
    flags: ['folder', 'team', 'plan', 'hours', 'stop', 'yes', 'wait'],
    work: named('apply', async (...all) => (await import('./plane/apply-stack')).applyStack(...all)),
  },
} satisfies Record<string, WorkRow>;

/** What can be done to stacks of the control plane, wherever their files are. */
const ofPlane = {
  status: {
    flags: ['watch'],
    work: async (...all) => (await import('./plane/command-stack')).showStackStatus(...all),
  },
  approve: {
    flags: ['component', 'all', 'full', 'yes', 'wait'],
    work: named('approve', async (...all) => (await import('./plane/approve-stack')).approveStack(...all)),
  },
  consent: {
    flags: ['plan', 'hours', 'yes'],
    work: named('consent', async (...all) => (await import('./plane/consent')).consentToStack(...all)),
  },
  reject: {
    flags: ['reason'],
    work: named('reject', async (...all) => (await import('./plane/command-stack')).rejectStack(...all)),
  },
  cancel: {
    flags: ['wait'],
    work: named('cancel', async (...all) => (await import('./plane/command-stack')).cancelStack(...all)),
  },
  retry: {
    flags: ['wait'],
    work: named('retry', async (...all) => (await import('./plane/command-stack')).retryStack(...all)),
  },
  extend: {
    flags: ['by'],
    more: true,
    work: named('extend', async (...all) => (await import('./plane/command-stack')).extendStack(...all)),
  },
  destroy: {
    flags: ['yes', 'wait'],
    work: named('destroy', async (...all) => (await import('./plane/destroy-stack')).destroyStack(...all)),
  },
  eject: {
    flags: ['to', 'backend', 'bucket', 'keyPrefix', 'backendRegion', 'lockTable', 'yes'],
    work: named('eject', async (...all) => (await import('../eject/eject-stack')).ejectStack(...all)),
  },
  events: {
    flags: [],
    work: named('events', async (context, _options, name) =>
      (await import('./plane/list-events')).listStackEvents(context, name),
    ),
  },
  timeline: {
    flags: [],
    work: named('timeline', async (context, _options, name) =>
      (await import('./plane/show-timeline')).showTimeline(context, name),
    ),
  },
} satisfies Record<string, WorkRow>;

/** What can be done, by the word that is typed. */
export const works: Readonly<Record<string, WorkRow>> = { ...ofFolder, ...ofPlane };

/** The words of what is done to stacks of the control plane. */
export const planeActions: readonly string[] = Object.keys(ofPlane);

function named(action: string, work: NamedWork): Work {
  return (context, options, what) => work(context, options, stackIn(what, action));
}

function stackIn(what: string | undefined, action: string): string {
  if (what !== undefined) return what;
  const list = planeActions.includes(action) ? 'status' : 'list';
  throw usage(`Name the stack: 'idp stacks ${action} <stack>'.`, `'idp stacks ${list}' lists them.`);
}
