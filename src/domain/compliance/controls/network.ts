import { attributeControl, type Control, isFalse } from '../control';
import { blocksAt, isKnown, type PlannedNode, textAt, partAt } from '../plan/node';
import type { PlannedEstate, PlannedObject } from '../plan/planned-estate';
import { sternest, failed, notAssessed, passed, type Verdict } from '../verdict';
import { judgedByPart } from './parts';

const adminPorts = [22, 23, 135, 445, 3389, 5985, 5986];
const dataPorts = [1433, 1521, 2379, 3306, 5432, 5601, 6379, 9042, 9200, 9300, 11211, 27017];

const groupTypes = ['aws_security_group', 'aws_default_security_group'];
const ruleTypes = ['aws_security_group_rule', 'aws_vpc_security_group_ingress_rule'];

/** Where a rule that lets in says from whom, in each of the ways it may be written. */
const sources = ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6'];
const lists = ['prefix_list_ids', 'prefix_list_id'];

function opensTo(ports: readonly number[], named: string): Control['judge'] {
  const judge = (rule: PlannedNode) => judgeRule(rule, ports, named);
  return (one) => {
    if (one.type === 'aws_security_group_rule') {
      const type = textAt(one, 'type');
      return type === 'egress' ? undefined : judge(one);
    }
    if (!groupTypes.includes(one.type)) return judge(one);
    const rules = blocksAt(one, 'ingress');
    if (rules === undefined) return rulesUnknown(one);
    return sternest(rules.map(judge));
  };
}

/** A group whose rules stand apart shows none of its own before it exists. */
function rulesUnknown({ written }: PlannedObject): Verdict {
  const isApart = written !== undefined && !('ingress' in written.block.expressions);
  return isApart ? passed : notAssessed('its rules are known only after apply');
}

function judgeRule(rule: PlannedNode, ports: readonly number[], named: string): Verdict {
  const open = openPorts(rule, ports);
  if (open !== undefined && open.length === 0) return passed;
  const from = sources.map((name) => partAt(rule, name));
  const wide = from.flatMap(({ value }) => [value].flat()).filter(isWholeWorld);
  const fix = `name only the ranges that need ${named}, or the security group that does`;
  if (wide.length > 0 && open !== undefined)
    return failed(`${wide.join(', ')} may reach ${describePorts(rule, open)}`, fix);
  if (wide.length > 0) return notAssessed('its ports are known only after apply');
  const isListed = lists.some((name) => [partAt(rule, name).value].flat().some(Boolean));
  if (isListed) return notAssessed('what its prefix list holds is not in the plan');
  return from.every(isKnown) ? passed : notAssessed('the ranges that it lets in are known only after apply');
}

/** Those of the ports that a rule is about; undefined where that is not known. */
function openPorts(rule: PlannedNode, ports: readonly number[]): readonly number[] | undefined {
  const protocol = protocolOf(rule);
  if (protocol === undefined) return undefined;
  if (protocol === 'all') return ports;
  if (protocol === 'other') return [];
  const [from, to] = ['from_port', 'to_port'].map((name) => partAt(rule, name));
  if (!from || !to || !isKnown(from) || !isKnown(to)) return undefined;
  // Without ports, or from -1, a rule is about all of them.
  const [low, high] = [Number(from.value ?? 0), Number(to.value ?? 65_535)];
  return low === -1 ? ports : ports.filter((port) => low <= port && port <= high);
}

/** Numbers are those of IANA: 6 is TCP, 17 is UDP. */
function protocolOf(rule: PlannedNode): 'all' | 'ports' | 'other' | undefined {
  const [found] = ['ip_protocol', 'protocol']
    .map((name) => partAt(rule, name))
    .filter(({ value, unknown }) => value !== undefined || unknown === true);
  if (found && !isKnown(found)) return undefined;
  const text = said(found?.value ?? 'tcp').toLowerCase();
  if (['-1', 'all'].includes(text)) return 'all';
  return ['tcp', 'udp', '6', '17'].includes(text) ? 'ports' : 'other';
}

function describePorts(rule: PlannedNode, open: readonly number[]): string {
  if (protocolOf(rule) === 'all') return 'all ports';
  const [from, to] = [partAt(rule, 'from_port').value, partAt(rule, 'to_port').value];
  if (from === to) return `port ${said(from)}`;
  return `ports ${said(from ?? 0)}-${said(to ?? 65_535)}, so ${open.join(', ')}`;
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A range that holds more than any private one: two halves of the world are the world. */
function isWholeWorld(range: unknown): range is string {
  if (typeof range !== 'string') return false;
  const [address = '', length] = range.split('/');
  if (length === undefined) return false;
  return address.includes(':') ? Number(length) < 16 : Number(length) < 8;
}

function defaultIsClosed(one: PlannedObject, estate: PlannedEstate): Verdict {
  const fix = 'add an aws_default_security_group for it without rules';
  return judgedByPart(estate, one, {
    type: 'aws_default_security_group',
    by: 'vpc_id',
    judge: (group) => {
      const rules = ['ingress', 'egress'].map((name) => blocksAt(group, name));
      if (rules.every((list) => list !== undefined && list.length === 0)) return passed;
      if (rules.some((list) => list !== undefined && list.length > 0))
        return failed('its default security group has rules', fix);
      return ['ingress', 'egress'].some((name) => group.written?.block.expressions[name] !== undefined)
        ? notAssessed('the rules of its default security group are known only after apply')
        : passed;
    },
    none: failed('its default security group lets its members reach each other and everything', fix),
  });
}

/** Checks of networks. */
export const networkControls: readonly Control[] = [
  {
    id: 'network-admin-ports',
    title: 'No administration port is open to the world',
    types: [...groupTypes, ...ruleTypes],
    judge: opensTo(adminPorts, 'to administer'),
  },
  {
    id: 'network-data-ports',
    title: 'No port of a database is open to the world',
    types: [...groupTypes, ...ruleTypes],
    judge: opensTo(dataPorts, 'the data'),
  },
  {
    id: 'vpc-default-group',
    title: "A VPC's default security group is closed",
    types: ['aws_vpc'],
    parts: ['aws_default_security_group'],
    judge: defaultIsClosed,
  },
  {
    id: 'vpc-flow-logs',
    title: 'VPCs log their traffic',
    types: ['aws_vpc'],
    parts: ['aws_flow_log'],
    judge: (one, estate) =>
      judgedByPart(estate, one, {
        type: 'aws_flow_log',
        by: 'vpc_id',
        judge: () => passed,
        none: failed('its traffic is not logged', 'add an aws_flow_log for it'),
      }),
  },
  attributeControl(
    {
      id: 'subnet-public-addresses',
      title: 'Subnets give no public addresses by themselves',
      types: ['aws_subnet'],
    },
    {
      path: 'map_public_ip_on_launch',
      holds: isFalse,
      fix: 'set map_public_ip_on_launch = false',
      unset: passed,
    },
  ),
];
