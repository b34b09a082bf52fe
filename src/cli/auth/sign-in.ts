import { CliConfig } from '../../config/client';
import { readConfig } from '../../config/read-config';
import { checkedUrl } from '../../client/address';
import type { Context } from '../context';
import { CliError, usage } from '../../client/errors';
import { alive, findLocalPlane } from '../local-plane';
import { readProfile, requireWritable, saveProfile } from '../profiles';
import { awaitAnswer } from './await-answer';
import { openLoopback } from './loopback';
import { beginSignIn } from './oidc';
import { openBrowser } from './open-browser';

/** Which profile to sign in, at which control plane, and how. */
export interface SignInRequest {
  profile: string;
  url: string | undefined;
  browser: boolean;
  timeoutMs: number;
}

/** Signs a person in with the browser, and keeps the tokens in the profile. */
export async function signIn(context: Context, request: SignInRequest): Promise<void> {
  const { world, screen, apiAt } = context;
  const url = await findAddress(context, request);
  await requireWritable(request.profile, world.env);
  const session = await askPerson(context, url, request);
  const { file } = await saveProfile({ name: request.profile, url, session }, world.env);
  const me = await apiAt({ url, token: session.idToken, from: file })
    .getMe()
    .catch((error: unknown) => {
      throw withoutRights(error, request.profile);
    });
  screen.show({ profile: request.profile, url, ...me }, () => [
    `Signed in to ${url} as ${me.id} (${me.roles.join(', ')}).`,
    `Saved in the profile '${request.profile}': ${file}`,
  ]);
}

/** The address that is named, else the profile's, the variable's, or the local plane's. */
async function findAddress({ world }: Context, { url, profile }: SignInRequest): Promise<string> {
  const { env, cwd } = world;
  const named = url ?? (await readProfile(profile, env))?.url ?? readConfig(CliConfig, env).IDP_URL;
  if (named !== undefined) return checkedUrl(named);
  const plane = await findLocalPlane(cwd);
  if (plane) return alive(plane).url;
  throw usage('The control plane to sign in to is missing.', "Use 'idp auth login --url https://…'.");
}

async function askPerson(context: Context, url: string, { browser, timeoutMs }: SignInRequest) {
  const { world, screen, apiAt } = context;
  const view = await apiAt({ url, from: '--url' }).getSignIn();
  const loopback = await openLoopback(view.redirectPorts);
  try {
    const begun = await beginSignIn(view, loopback.redirectUri);
    screen.say(
      browser ? 'Opening this address in the browser:' : 'Open this address in a browser:',
      begun.url,
    );
    screen.say('If the browser is on another machine, paste the address that it ends at here.');
    if (browser) openBrowser(begun.url);
    return await begun.finish(await awaitAnswer({ loopback, signIn: begun, timeoutMs }, world));
  } finally {
    loopback.close();
  }
}

/** The issuer knows the person, and the control plane lets them do nothing. */
function withoutRights(error: unknown, profile: string): unknown {
  if (!(error instanceof CliError) || error.kind !== 'forbidden') return error;
  return new CliError('forbidden', `Signed in as the profile '${profile}', but without a role.`, {
    code: 'NoRole',
    hints: ['Ask an admin to give you the role viewer or developer, and sign in again.'],
    cause: error,
  });
}
