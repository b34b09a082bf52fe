import { Closing } from '../../../src/local/closing';

it('closes in reverse order, everything once', async () => {
  const closed: string[] = [];
  const closing = new Closing();
  const opened = closing.keep({ close: async () => void closed.push('first') });
  closing.add(async () => void closed.push('second'));

  await closing.close();
  await closing.close();

  expect(closed).toEqual(['second', 'first']);
  expect(opened.close).toBeInstanceOf(Function);
});

it('closes the others when one cannot be closed, and then says which was the first', async () => {
  const closed: string[] = [];
  const closing = new Closing();
  closing.add(async () => void closed.push('last'));
  closing.add(() => Promise.reject(new Error('the second to fail')));
  closing.add(() => Promise.reject(new Error('the first to fail')));

  await expect(closing.close()).rejects.toThrow('the first to fail');
  expect(closed).toEqual(['last']);
});
