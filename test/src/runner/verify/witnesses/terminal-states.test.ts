import {
  listedState,
  remainderOf,
  terminalState,
} from '../../../../../src/runner/verify/witnesses/terminal-states';

const now = '2026-01-02T00:00:00.000Z';

describe('remainderOf', () => {
  it.each([
    ['aws_kms_key', { deletion_window_in_days: 7 }, '2026-01-09'],
    ['aws_kms_key', {}, '2026-02-01'],
    ['aws_secretsmanager_secret', { recovery_window_in_days: 30 }, '2026-02-01'],
    ['aws_ecs_task_definition', {}, 'INACTIVE'],
  ])('says how long %s with %j stays', (type, attributes, text) => {
    expect(remainderOf(type, attributes, now)).toContain(text);
  });

  it('says nothing of what goes at once', () => {
    expect(remainderOf('aws_secretsmanager_secret', { recovery_window_in_days: 0 }, now)).toBeNull();
    expect(remainderOf('aws_vpc', {}, now)).toBeNull();
  });
});

describe('terminalState', () => {
  it('tells what is over from what is alive', () => {
    expect(terminalState('aws_instance', { instance_state: 'terminated' }, now)).toContain('terminated');
    expect(terminalState('aws_instance', { instance_state: 'running' }, now)).toBeNull();
    expect(terminalState('aws_vpc', {}, now)).toBeNull();
  });
});

describe('listedState', () => {
  it('has words for every type', () => {
    expect(listedState('aws_nat_gateway', now)).toContain('deleted');
    expect(listedState('aws_nosuch', now)).toContain(`asked at ${now}`);
  });
});
