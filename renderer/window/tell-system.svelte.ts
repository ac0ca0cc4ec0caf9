// Tells the system what people who are not looking should know: how many messages nobody has seen, and those that are
// worth a notification. Which these are is decided in `alerts.ts`.
import type { DesktopPort, MessageAlert } from '../../client/desktop-port.ts';
import { mainRoom } from '../../protocol/conversations.ts';
import { AlertGatherer, type Alert, worthAlert } from '../chat/alerts.ts';
import type { ChatModel } from '../chat/chat-model.svelte.ts';
import { chatNameOf } from '../chat/chat-name.ts';
import { i18n } from '../i18n/i18n.svelte.ts';
import type { DesktopModel } from './desktop-model.svelte.ts';

/** Code points of a message that a notification shows; systems cut it earlier. */
const maxShown = 240;

/** Works for the life of the window. */
export function tellSystem(
  port: Pick<DesktopPort, 'subscribeFocus' | 'setUnread' | 'showAlert'>,
  chat: ChatModel,
  desktop: Pick<DesktopModel, 'settings'>,
): void {
  const gatherer = new AlertGatherer((alert) => void port.showAlert(inWords(alert)));

  function inWords({ newest, room, count }: Alert): MessageAlert {
    const { name } = newest;
    const place = { seq: newest.seq, ...(room !== mainRoom && { room }) };
    const content = [...newest.content.slice(0, 2 * maxShown)].slice(0, maxShown).join('');
    const chatName = chatNameOf(chat.state) ?? i18n.t.product;
    if (count === 1) return { title: `${name} · ${chatName}`, body: content, ...place };
    const onlyMentions = desktop.settings.alerts === 'mentions';
    const what = onlyMentions ? i18n.t.alerts.mentions(count) : i18n.t.chat.newMessages(count);
    return { title: `${chatName} · ${what}`, body: `${name}: ${content}`, ...place };
  }

  port.subscribeFocus((focused) => chat.attention.setAttended(focused));
  chat.onNews = (news) => gatherer.add(worthAlert(news, desktop.settings.alerts), news.room);
  $effect.root(() => {
    $effect(() => {
      if (chat.attention.unread === 0) gatherer.clear();
      void port.setUnread(chat.attention.unread);
    });
  });
}
