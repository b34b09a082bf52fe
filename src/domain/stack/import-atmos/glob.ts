/** Whether a path matches a pattern of Atmos: `*`, `?`, `**`, `{a,b}` and `[…]`. */
export function matchesGlob(pattern: string, path: string): boolean {
  return pattern === path || (areClosed(pattern) && expressionFor(pattern).test(path));
}

/** Where braces and brackets do not close, a pattern is a name like any other. */
function areClosed(pattern: string): boolean {
  const braces = pattern.replaceAll(/[^{}]/g, '');
  return !braces.replaceAll('{}', '').replaceAll('{}', '').replaceAll('{}', '');
}

function expressionFor(pattern: string): RegExp {
  const forms = /\*\*\/|\*\*|\*|\?|\{|\}|,|\[[^\]]*\]|[^*?{},[\]]+|./g;
  let depth = 0;
  const source = (pattern.match(forms) ?? []).map((part) => {
    if (part === '{') depth += 1;
    if (part === '}' && depth > 0) depth -= 1;
    if (part === '{') return '(?:';
    if (part === '}') return ')';
    if (part === ',') return depth > 0 ? '|' : ',';
    if (part === '**/') return '(?:[^/]+/)*';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.startsWith('[') && part.length > 2) return part.replace(/^\[!/, '[^');
    return part.replaceAll(/[.+^$()|\\[\]]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`);
}
