import type { Person } from './local-issuer';
import { paths } from './discovery';

/** What the sign-in page carries: the request that is decided, the file with the code, and what to know of that. */
export interface SignIn {
  request: string;
  codeFile: string;
  hint: string;
}

/** The page that says who one will be, or asks which of several, and asks for the code, with a yes and a no. */
export function signInPage(people: readonly Person[], { request, codeFile, hint }: SignIn): string {
  const { choice, yes } = choiceOf(people);
  return page(
    'Sign in to Leasehold',
    `<form method="post" action="${paths.decide}">
${choice}
<input type="hidden" name="request" value="${escaped(request)}">
<p><label>The code in <code>${escaped(codeFile)}</code><br>
<input name="code" autocomplete="off" autofocus></label><br><small>${escaped(hint)}</small></p>
<button name="decision" value="allow">${yes}</button>
<button name="decision" value="deny">Cancel</button>
</form>`,
  );
}

/** Whom the page names, and what its yes says. */
function choiceOf(people: readonly Person[]): { choice: string; yes: string } {
  const [only, ...others] = people;
  if (only && others.length === 0)
    return {
      choice: `<p>The local plane of this machine has one person:</p>\n<p>${described(only)}</p>`,
      yes: `Sign in as ${escaped(only.name)}`,
    };
  const choices = people.map(
    (person) =>
      `<p><label><input type="radio" name="person" value="${escaped(person.id)}" required> ${described(person)}</label></p>`,
  );
  const choice = `<fieldset><legend>The people of this local plane</legend>\n${choices.join('\n')}\n</fieldset>`;
  return { choice, yes: 'Sign in' };
}

function described({ id, name, roles, teams }: Person): string {
  const within = teams.length === 0 ? '' : ` in ${teams.join(', ')}`;
  return `<strong>${escaped(name)}</strong><br>${escaped(id)}<br>${escaped(roles.join(', ') + within)}`;
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
