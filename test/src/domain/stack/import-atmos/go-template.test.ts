import { renderTemplate } from '../../../../../src/domain/stack/import-atmos/go-template';

const data = { vars: { stage: 'dev', tenant: '', n: 2 }, name: 'vpc' };

describe('a Go template', () => {
  it.each([
    ['{{ .vars.stage }}-{{ .name }}', 'dev-vpc'],
    ['{{.name}}', 'vpc'],
    ['a {{- .name -}} b', 'a{{- .name -}} b'.replace('{{- .name -}} ', 'vpc')],
    ['{{ if eq .vars.stage "prod" }}p{{ else if eq .vars.stage "dev" }}d{{ else }}x{{ end }}!', 'd!'],
    ['{{ if .vars.tenant }}t{{ end }}-', '-'],
    ['{{ if .vars.tenant }}{{ if .x.y }}a{{ else }}b{{ end }}{{ end }}ok', 'ok'],
    ['{{ .vars.tenant | default "none" | upper }}', 'NONE'],
    ['{{ printf "%s/%d" .name .vars.n }}', 'vpc/2'],
    ['{{ replace "v" "w" .name }}', 'wpc'],
    ['{{ .absent }}', '<no value>'],
    ['{{ "}}" }}', '}}'],
    ['{{/* a comment */}}x', 'x'],
  ])('%s is %s', (text, expected) => {
    expect(renderTemplate(text, data)).toEqual({ text: expected });
  });

  it.each([
    ['{{ env "USER" }}', "the function 'env'"],
    ['{{ range .vars }}x{{ end }}', "'range'"],
    ['{{ .a.b.c }}', "'.a.b.c' has no value"],
    ['{{ (atmos.Component "vpc" .stack).outputs.id }}', 'atmos.Component'],
    ['{{ if .name }}x', 'has no {{ end }}'],
    ['{{ .name', 'no }} behind it'],
    ['x{{ end }}', 'has no beginning'],
    ['{{ .vars }}', 'a map or list'],
  ])('%s is refused', (text, why) => {
    expect(renderTemplate(text, data)).toEqual({ why: expect.stringContaining(why) as string });
  });
});
