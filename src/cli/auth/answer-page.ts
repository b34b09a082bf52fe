/** What the browser shows when it has brought the answer; nothing of the address stands in it. */
export function answerPage(address: URL, good: boolean): string {
  if (!good)
    return page('This response does not belong to the pending sign-in', 'Start again with idp auth login.');
  if (address.searchParams.has('error'))
    return page('You are not signed in', 'The terminal shows why. You can close this window.');
  return page('Return to the terminal', 'idp continues there. You can close this window.');
}

function page(title: string, text: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}</style>
</head><body><h1>${title}</h1><p>${text}</p></body></html>
`;
}
