import type { Person } from './local-issuer';
import { paths } from './discovery';

/** What the sign-in page carries: the request that is decided, the file with the code, and what to know of that. */
export interface SignIn {
  request: string;
  codeFile: string;
  hint: string;
}

/** The page that says who one will be, and asks for the code, with a yes and a no. */
export function signInPage({ id, name, roles }: Person, { request, codeFile, hint }: SignIn): string {
  return page(
    'Sign in to Leasehold',
    `<p>The local plane of this machine has one person:</p>
<p><strong>${escaped(name)}</strong><br>${escaped(id)}<br>${escaped(roles.join(', '))}</p>
<form method="post" action="${paths.decide}">
<input type="hidden" name="request" value="${escaped(request)}">
<p><label>The code in <code>${escaped(codeFile)}</code><br>
<input name="code" autocomplete="off" autofocus></label><br><small>${escaped(hint)}</small></p>
<button name="decision" value="allow">Sign in as ${escaped(name)}</button>
<button name="decision" value="deny">Cancel</button>
</form>`,
  );
}

/** The page for a request that cannot be answered anywhere else. */
export function refusalPage(reason: string): string {
  return page('Sign-in failed', `<p>${escaped(reason)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}button{font:inherit;padding:.4rem 1rem}</style>
</head><body><h1>${title}</h1>
${body}
</body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
