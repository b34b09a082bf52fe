import type { Context } from '../../context';
import { renderEvent } from '../../audit/render-event';

/** `idp stacks events`: what happened to a stack, by whom, in order. */
export async function listStackEvents({ api, screen }: Context, name: string): Promise<void> {
  const { items } = await api.readStackEvents(name);
  screen.show(items, () => items.flatMap((event) => renderEvent(event, screen.paint)));
}
