import { StackView, toStackView } from '../../../../../src/domain/stack/entry/stack-view';
import { ada, type Document, PlayedStack } from '../../../../support/stacks/entry/played-stack';

const three: Document = { net: { needs: [] }, db: { needs: ['net'], asks: true }, log: { needs: [] } };

const shown = (stack: PlayedStack) => StackView.parse(toStackView(stack.entry));
const of = (stack: PlayedStack, name: string) => shown(stack).components.find((one) => one.name === name);

describe('a stack as the API shows it', () => {
  it('has its components by layer, each with what it waits for', () => {
    const stack = new PlayedStack({ ...three, api: { needs: ['db', 'log'] } });

    expect(shown(stack).components.map(({ name, layer, waitsFor }) => [name, layer, waitsFor])).toEqual([
      ['log', 1, []],
      ['net', 1, []],
      ['db', 2, ['net']],
      ['api', 3, ['db', 'log']],
    ]);
    expect(of(stack, 'api')).toMatchObject({ environment: 'shop.api', state: 'not-built', current: false });
  });

  it('says what a yes must name, and nothing once it was said', () => {
    const stack = new PlayedStack(three);
    stack.calm({ approves: false });
    const { plan } = stack.entry.components['db'] ?? {};
    expect(of(stack, 'db')).toMatchObject({ state: 'waiting', approve: plan });
    expect(of(stack, 'net')).toMatchObject({ state: 'ready', approve: null, current: true });

    stack.approveAll();
    expect(of(stack, 'db')?.approve).toBeNull();
  });

  it('says of what is to be removed that a yes is wanted, and what it waits for', () => {
    const stack = new PlayedStack(three);
    stack.calm();
    stack.submit({ log: { needs: [] } });
    stack.sweep();

    expect(of(stack, 'net')).toMatchObject({ template: null, approve: 'destroy', waitsFor: ['db'] });
    expect(of(stack, 'db')).toMatchObject({ template: null, approve: 'destroy', waitsFor: [] });
  });

  it('asks for no yes in what ends or is stopped', () => {
    const stack = new PlayedStack(three);
    stack.calm({ approves: false });
    stack.ask({ type: 'cancel', revision: 1, by: ada });

    expect(of(stack, 'db')?.approve).toBeNull();
  });
});
