import { hintFor } from './hint';
import { describePlace, type Problems, type StackProblem } from './place';
import { askedIn, type Drafts, type FindTemplate, resolveStacks } from './resolve-stacks';
import { TemplateText } from './stack-file';

/** Versions to try instead of those that components name, by the names of templates. */
export type TriedVersions = ReadonlyMap<string, string>;

/** What `vpc=2` and the like mean, or why one of them means nothing. */
export function parseTried(texts: readonly string[]): TriedVersions | { problem: string } {
  const tried = new Map<string, string>();
  for (const text of texts) {
    const [, name = '', range = ''] = /^([^=@]+)[=@](.+)$/.exec(text) ?? [];
    if (!TemplateText.safeParse(`${name}@${range}`).success)
      return { problem: `'${text}' is not a template with a version; write vpc=2, vpc=^1.2 or vpc=1.2.3` };
    if (tried.has(name)) return { problem: `the template ${name} has two versions to try; name one` };
    tried.set(name, range);
  }
  return tried;
}

/** Why a version cannot be tried: nobody uses its template, or no version is in the range. */
export function whyNotTried(tried: TriedVersions, drafts: Drafts, find: FindTemplate): string | undefined {
  const used = new Set(askedIn(drafts).map(({ name }) => name));
  for (const [name, range] of tried) {
    if (!used.has(name)) return `no component uses the template '${name}': ${hintFor(name, [...used])}`;
    const found = find({ name, range });
    if (typeof found === 'string') return found;
  }
  return undefined;
}

/** The same stacks with other versions of their templates, whatever the components say. */
export function withVersions(drafts: Drafts, tried: TriedVersions): Drafts {
  return new Map(
    [...drafts].map(([stack, draft]) => {
      const components = [...draft.components].map(([name, one]) => {
        const range = one.template && tried.get(one.template.name);
        return [name, range === undefined ? one : { ...one, template: { ...one.template, range } }] as const;
      });
      return [stack, { ...draft, components: new Map(components) as typeof draft.components }];
    }),
  );
}

/** What would be wrong with other versions and is not wrong now, whatever the version that a message names. */
export function problemsBrought(now: Drafts, then: Drafts, find: FindTemplate): StackProblem[] {
  const problemsOf = (drafts: Drafts): Problems => resolveStacks(drafts, find, []).problems;
  const textOf = (one: StackProblem) =>
    `${describePlace(one)} ${one.message.replace(/(?<=[a-z0-9] )\d+\.\d+\.\d+(?![.\d])/g, '')}`;
  const known = new Set(problemsOf(now).map(textOf));
  return problemsOf(then).filter((one) => !known.has(textOf(one)));
}

/** What templates are asked for when versions are tried. */
export function askedWith(tried: TriedVersions): { name: string; range: string }[] {
  return [...tried].map(([name, range]) => ({ name, range }));
}
