import { join } from 'node:path';
import { packWhole } from '../support/terraform/pack-whole';
import { readFolder } from '../../src/tools/read-folder';
import { readBefore } from '../support/before/stage-before';

/** A version of a template as it was published, and never changes. */
interface Published {
  version: string;
  bundle: string;
  engine: { name: 'terraform'; version: string };
}

const before = Object.entries(readBefore<Record<string, Published>>('published.json'));
/** The engine that all of them were published for; a bundle names it. */
const engine = { name: 'terraform' as const, version: '1.11.4' };

let present: Map<string, Pick<Published, 'version' | 'bundle'>>;
beforeAll(async () => {
  const files = await readFolder(join(process.cwd(), 'terraform'));
  const packed = await packWhole({ files, engine });
  present = new Map(packed.map(({ name, bundle, manifest: { version } }) => [name, { version, bundle }]));
});

it.each(before)(
  '%s has a newer version where its bundle is not the one that was published',
  (name, known) => {
    const { version, bundle } = present.get(name) ?? { version: '', bundle: '' };
    const order = version.localeCompare(known.version, 'en', { numeric: true });

    expect(known.engine).toEqual(engine);
    expect(order).toBeGreaterThanOrEqual(0);
    expect(order > 0 || bundle).toBe(order > 0 || known.bundle);
  },
);
