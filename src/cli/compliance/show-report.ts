import { usage } from '../../client/errors';
import { exitCodes, success } from '../../client/exit-codes';
import { isProfileName, type ProfileName, profileNames } from '../../domain/compliance/profile-names';
import { type Assessed, reportOf } from '../../domain/compliance/report';
import type { Context } from '../context';
import type { ComplianceOptions } from './check-options';
import { readExceptions } from '../../client/stacks/read-exceptions';
import { renderMarkdown } from './render-markdown';
import { renderReport } from './render-report';

/** The profile that was typed; an error that lists them where none was. */
export function profileIn({ profile }: ComplianceOptions): ProfileName {
  if (profile !== undefined && isProfileName(profile)) return profile;
  throw usage(
    profile === undefined ? 'The profile is missing.' : `There is no profile '${profile}'.`,
    `Use --profile with one of ${profileNames.join(', ')}.`,
  );
}

/** Reports what was assessed in the way that was asked for; the exit code says whether a control fails. */
export async function showReport(
  { screen, world }: Context,
  assessed: readonly Assessed[],
  options: ComplianceOptions,
): Promise<number> {
  const profile = profileIn(options);
  const exceptions = await readExceptions(world.cwd, options.exceptions);
  const report = reportOf(assessed, { profile, exceptions, now: world.now() });
  screen.show(report, () =>
    options.output === 'markdown'
      ? renderMarkdown(report)
      : renderReport(report, screen.paint, options.full === true),
  );
  return report.counts.failed > 0 ? exitCodes.unsuccessful : success;
}
