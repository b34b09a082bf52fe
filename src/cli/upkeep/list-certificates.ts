import type { Paint } from '../../client/text/paint';
import { renderTable } from '../../client/text/table';
import { formatDistance, formatInstant } from '../../client/text/time';
import type { ResponseOf } from '../../client/typed/operation';
import { exitCodes, success } from '../../client/exit-codes';
import { counted } from '../../domain/base/counted';
import { type CliCommand, examples } from '../command';

interface Options {
  stack?: string;
}

type Certificates = ResponseOf<'list-certificates'>;
type Row = Certificates['certificates'][number];

/** `idp certificates`: when certificates end, as runs and checks for drift have read it; fails where one ends within 14 days. */
export const listCertificates: CliCommand<Options> = {
  describe: (command) =>
    command
      .argument('[name]', 'only those of this environment')
      .option('--stack <stack>', 'only those of the components of this stack')
      .addHelpText(
        'after',
        examples('idp certificates', 'idp certificates edge', 'idp certificates --stack shop-dev --json'),
      ),
  async run({ api, screen, world }, { stack }, name) {
    const found = await api.listCertificates({ environment: name || undefined, stack });
    screen.show(found, () => renderCertificates(found, { paint: screen.paint, now: world.now() }));
    const isAnyCritical = found.certificates.some(({ level }) => level === 'critical');
    return isAnyCritical ? exitCodes.unsuccessful : success;
  },
};

interface Shown {
  paint: Paint;
  now: number;
}

/** The certificates in a table, and what the list does not know. */
function renderCertificates(found: Certificates, { paint, now }: Shown): string[] {
  const header = ['ENVIRONMENT', 'CERTIFICATE', 'ENDS', '', 'READ'].map(paint.dim);
  const rows = found.certificates.map((row) => [
    row.environment,
    nameOf(row),
    row.ends === null ? 'unknown' : `${formatInstant(row.ends)} (${formatDistance(row.ends, now)})`,
    levelWord(row, paint),
    row.readAt.slice(0, 10),
  ]);
  const table = rows.length > 0 ? [...renderTable(header, rows, paint.columns), ''] : [];
  return [...table, `${summaryOf(found)}.`, ...notesOf(found)];
}

function nameOf({ name, address, madeIn }: Row): string {
  if (madeIn === undefined) return name === address ? name : `${name} (${address})`;
  return madeIn === null ? `${name} (made elsewhere, used by ${address})` : `${name} (of ${madeIn})`;
}

function levelWord({ level }: Row, paint: Paint): string {
  if (level === 'critical') return paint.red(level);
  return level === 'warning' ? paint.yellow(level) : '';
}

function summaryOf({ certificates }: Certificates): string {
  const count = (level: Row['level']) => certificates.filter((row) => row.level === level).length;
  const critical = `${count('critical')} within 14 days`;
  return `${counted(certificates.length, 'certificate')}: ${critical}, ${count('warning')} more within 30 days`;
}

function notesOf({ certificates, more, unread, complete }: Certificates): string[] {
  const unknown = certificates.filter(({ ends, madeIn }) => ends === null && madeIn === undefined);
  const toCheck = [...new Set([...unknown.map(({ environment }) => environment), ...unread])];
  return [
    ...(toCheck.length > 0
      ? [`Ends that no run has read are read by 'idp drift check NAME': ${toCheck.join(', ')}.`]
      : []),
    ...(more > 0 ? [`Not listed: ${counted(more, 'more certificate')} of environments that have many.`] : []),
    ...(complete === false ? ['There are more environments than one list covers.'] : []),
  ];
}
