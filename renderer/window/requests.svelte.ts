// What the system has asked of the window and the person has not answered yet. Renders nothing.
import type { DesktopPort } from '../../client/desktop-port.ts';
import { mainRoom } from '../../protocol/conversations.ts';
import type { ChatModel } from '../chat/chat-model.svelte.ts';

export class Requests {
  /** The address that a link leads to; null where none was opened. */
  joinAddress = $state<string | null>(null);
  settingsOpen = $state(false);

  /** Listens for the life of the window. */
  constructor(port: DesktopPort, chat: ChatModel) {
    port.subscribeRequests((request) => {
      switch (request.type) {
        case 'show-message':
          // What lies over the chat would hide it.
          this.settingsOpen = false;
          void chat.showMessage(request.seq, request.room ?? mainRoom);
          return;
        case 'ask-join':
          this.settingsOpen = false;
          this.joinAddress = request.address;
          return;
        case 'open-settings':
          this.settingsOpen = true;
      }
    });
  }

  endJoin(): void {
    this.joinAddress = null;
  }
}
