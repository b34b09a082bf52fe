import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The name, version and licence of every package that source files are from, as their licences want them told. */
export async function noticesOf(root: string, inputs: readonly string[]): Promise<string> {
  const folders = [
    ...new Set(inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [])),
  ];
  const notices = await Promise.all(folders.sort().map((folder) => noticeOf(join(root, folder))));
  return ['# What is inside', '', ...notices].join('\n');
}

async function noticeOf(folder: string): Promise<string> {
  const text = await readFile(join(folder, 'package.json'), 'utf8');
  const {
    name,
    version,
    license = '',
  } = JSON.parse(text) as { name: string; version: string; license?: string };
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return [`## ${name} ${version} (${license})`, '', ...texts.map((one) => one.trim()), ''].join('\n');
}
