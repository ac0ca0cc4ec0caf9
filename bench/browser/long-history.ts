// A stand-in host that gives whoever joins its whole history at once, which ours never does: so that the page holds as
// many messages as somebody who has scrolled up all day. Native wire, one person, nothing stored.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import { openWebPage } from '../../host/web/web-page.ts';
import type { ChatEvent, Message } from '../../protocol/events.ts';
import { parseObject } from '../../protocol/json.ts';
import { protocolVersion } from '../../protocol/limits.ts';

const names = ['An', 'Bình', 'Chi', 'Dũng', 'Giang'];
const sentences = [
  'ok',
  'Bài này làm sao vậy các bạn? Mình thử ba lần rồi mà kết quả vẫn khác trong sách.',
  'see page 42, the last example: https://example.org/page/42',
  'I think it is the second one',
  'dùng `map` rồi `filter`\nnhư hôm qua',
];
const firstAt = Date.UTC(2026, 0, 5, 0, 30);
const everyMs = 20_000;

function messageAt(seq: number): Message {
  return {
    seq,
    id: `message-${String(seq).padStart(14, '0')}`,
    name: names[Math.floor(seq / 3) % names.length] ?? '',
    content: `${sentences[seq % sentences.length] ?? ''} (${seq})`,
    at: firstAt + seq * everyMs,
  };
}

export interface LongHistory {
  readonly port: number;
  /** Messages arrive from now on, so many a second, until the returned function is called. */
  speak(perSecond: number): () => void;
  close(): Promise<void>;
}

/** Serves the built page of `webDir`, with a history of so many messages behind it. */
export async function startLongHistory(webDir: string, messages: number): Promise<LongHistory> {
  const webPage = await openWebPage(webDir, 'bench');
  const history = Array.from({ length: messages }, (_, n) => messageAt(n + 1));
  let lastSeq = messages;
  const info = {
    product: 'classic-chatbox',
    protocol: protocolVersion,
    name: 'bench',
    hostName: 'bench',
    people: 0,
  };
  const http = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/[?#].*$/s, '');
    if (path === '/api/info') response.end(JSON.stringify(info));
    else
      void webPage.serve(request, response, path).then((served) => {
        if (!served) response.writeHead(404).end();
      });
  });
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  const tell = (socket: WebSocket, event: ChatEvent): void => socket.send(JSON.stringify(event));
  // Made once: the page is measured, not the stand-in.
  const historyText = JSON.stringify(history);
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      const frame = parseObject(data.toString());
      if (frame?.type !== 'join') return;
      const you = { id: 'you', name: String(frame.nickname) };
      const joined = JSON.stringify({
        type: 'joined',
        replyTo: frame.id,
        protocol: protocolVersion,
        chat: { name: info.name, hostName: info.hostName },
        you,
        people: [you],
        reset: true,
        lastSeq: messages,
      });
      socket.send(`${joined.slice(0, -1)},"messages":${historyText}}`);
    });
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  const address = http.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    speak(perSecond) {
      const timer = setInterval(() => {
        lastSeq += 1;
        const message = { ...messageAt(lastSeq), at: Date.now() };
        for (const socket of sockets.clients) tell(socket, { type: 'messages-sent', messages: [message] });
      }, 1000 / perSecond);
      return () => clearInterval(timer);
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((done) => http.close(done));
    },
  };
}
