/** The style of the page: its only one, which its Content-Security-Policy names by its digest. */
export const style = `
:root { color-scheme: light dark; --line: light-dark(#c9ced6, #444b57); --soft: light-dark(#f3f5f8, #1d2128); --text: light-dark(#1a1d23, #e6e8ec); --page: light-dark(#fff, #14171c); --link: light-dark(#0b57b7, #8ab8ff); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }
a { color: var(--link); }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 0; padding: .5rem; background: var(--page); }
body > div { display: grid; grid-template-columns: minmax(14rem, 18rem) minmax(0, 60rem); gap: 2rem; padding: 0 1.5rem; }
nav { position: sticky; top: 0; max-height: 100vh; overflow: auto; padding: 1rem 0; font-size: .9rem; }
nav ul { list-style: none; margin: 0 0 1rem; padding: 0; }
nav a { display: inline-block; min-height: 1.5rem; }
main { padding: 1rem 0 4rem; }
section { border-top: 1px solid var(--line); padding: 1rem 0; }
:target { scroll-margin-top: 1rem; outline: 2px solid var(--link); outline-offset: 4px; }
code, pre { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); padding: .75rem; overflow: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .9rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; border: 1px solid var(--line); padding: .35rem .5rem; }
thead th { background: var(--soft); }
.method { font-weight: 700; }
@media (max-width: 50rem) { body > div { grid-template-columns: 1fr; } nav { position: static; max-height: none; } }
`;
