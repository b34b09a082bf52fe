import { Argument } from 'commander';
import { showSessions } from '../auth/show-sessions';
import { signInAs } from '../auth/sign-in-as';
import { signOut } from '../auth/sign-out';
import { CliConfig } from '../../config/client';
import { readConfig } from '../../config/read-config';
import { type CliCommand, examples } from '../command';
import { defaultProfile } from '../connection';
import type { CommonOptions, Context } from '../context';
import { usage } from '../../client/errors';

interface Options {
  browser: boolean;
  timeout: string;
  as?: string;
}

const longestWait = 3_600;

/** `idp auth`: who one is to a control plane, kept in a profile. */
export const auth: CliCommand<Options> = {
  describe: (command) =>
    command
      .addArgument(new Argument('<action>', 'what to do').choices(['login', 'status', 'logout']))
      .option('--no-browser', 'print the address to sign in at instead of opening it')
      .option('--as <person>', 'be this person on the local control plane, which needs no browser')
      .option('--timeout <seconds>', 'how long to wait for the browser', '300')
      .addHelpText(
        'after',
        examples(
          'idp auth login --url https://idp.example.com',
          'idp auth login --url https://dev.example.com --profile dev --no-browser',
          'idp auth login --as bob',
          'idp auth status',
          'idp auth logout --profile dev',
        ),
      ),
  unused({ as }, action) {
    if (action !== 'login') return ['browser', 'timeout', 'url', 'as'];
    return as === undefined ? [] : ['browser', 'timeout', 'url', 'profile'];
  },
  async run(context, options, action) {
    if (options.as !== undefined) return signInAs(context, options.as);
    const profile = profileOf(options, context);
    if (action === 'status') return showSessions(context, profile);
    if (action === 'logout') return signOut(context, profile);
    // Only who signs in needs the library that knows how.
    const { signIn } = await import('../auth/sign-in');
    return signIn(context, {
      profile,
      url: options.url,
      browser: options.browser,
      timeoutMs: secondsOf(options.timeout) * 1_000,
    });
  },
};

function profileOf({ profile }: CommonOptions, { world }: Context): string {
  return profile ?? readConfig(CliConfig, world.env).IDP_PROFILE ?? defaultProfile;
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= longestWait) return seconds;
  throw usage(`'${text}' is not a number of seconds from 1 to ${longestWait}.`);
}
