import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { TemplateFile } from '../../domain/template/template-file';
import { CheckFailed } from './check';

const resource = /^resource\s+"(aws_\w+)"/gm;
const moduleSource = /source\s*=\s*"((?:\.\.\/)+[^"]*)"/g;

/**
 * The types of AWS that the templates below a `terraform` folder can make for developers, by themselves or by the modules
 * they use. What only admins may ask for is a foundation, and a component has the rights of services: a target's owner need allow
 * neither.
 */
export function templateTypes(terraform: string): string[] {
  const templates = join(terraform, 'templates');
  const seen = new Set<string>();
  const folders = list(templates).map((name) => join(templates, name));
  const types = folders
    .filter((folder) => isForDevelopers(folder) && !isComponent(folder))
    .flatMap((folder) => typesIn(folder, seen));
  return [...new Set(types)].sort();
}

function isForDevelopers(folder: string): boolean {
  const text = readFileSync(join(folder, 'template.yaml'), 'utf8');
  return TemplateFile.parse(parseYaml(text)).role === 'developer';
}

/** A component's folder holds its resources itself; other templates are made of modules (docs/adr/0068). */
function isComponent(folder: string): boolean {
  return textsIn(folder).some((text) => matches(text, resource).length > 0);
}

function textsIn(folder: string): string[] {
  return list(folder)
    .filter((name) => name.endsWith('.tf'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

function typesIn(folder: string, seen: Set<string>): string[] {
  if (seen.has(folder)) return [];
  seen.add(folder);
  const texts = textsIn(folder);
  const modules = texts.flatMap((text) => matches(text, moduleSource)).map((source) => join(folder, source));
  return [
    ...texts.flatMap((text) => matches(text, resource)),
    ...modules.flatMap((one) => typesIn(one, seen)),
  ];
}

const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found = '']) => found);

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    throw new CheckFailed(`${folder} does not exist`, [
      'Run this in a checkout: the check reads its templates.',
    ]);
  }
}
