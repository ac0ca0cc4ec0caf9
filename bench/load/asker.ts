// One person who joins our host and asks it things, one at a time or side by side, for what is measured in answers.
import * as v from 'valibot';
import { joinFrame, newId } from '../peers/chatbox.ts';
import { connectWebSocket } from '../wires/web-socket.ts';

/** An answer as it came; what a case needs of it, it parses. */
export interface Answer {
  readonly text: string;
  /** From asking to having it. */
  readonly tookMs: number;
}

export interface Asker {
  /** From saying who they are to being in. */
  readonly joinedInMs: number;
  /** Resolves with the answer to a command, which is given an id here. Rejects when the connection ends. */
  ask(command: object): Promise<Answer>;
  destroy(): void;
}

/** Both forms in which the host says which command it answers. */
const answering = v.union([
  v.object({ replyTo: v.string() }),
  v.object({ type: v.literal('messages-stored'), messages: v.tuple([v.object({ id: v.string() })]) }),
]);

/** The n-th person comes in. Rejects when they are not let in. */
export async function arriveToAsk(port: number, n: number): Promise<Asker> {
  const waiting = new Map<string, PromiseWithResolvers<string>>();
  const wire = await connectWebSocket(port, '/', {
    onText(payload) {
      const text = payload.toString();
      // What everyone hears costs nothing here.
      if (text.startsWith('{"type":"messages-sent"')) return;
      const frame = v.safeParse(answering, JSON.parse(text));
      if (!frame.success) return;
      const id = 'replyTo' in frame.output ? frame.output.replyTo : frame.output.messages[0].id;
      waiting.get(id)?.resolve(text);
      waiting.delete(id);
    },
    onEnd() {
      for (const { reject } of waiting.values()) reject(new Error('the host ended the connection'));
    },
  });
  const ask = async (id: string, frame: string): Promise<Answer> => {
    const answered = Promise.withResolvers<string>();
    waiting.set(id, answered);
    const startedAt = performance.now();
    wire.send(frame);
    const text = await answered.promise;
    return { text, tookMs: performance.now() - startedAt };
  };
  const joinId = newId();
  const joined = await ask(joinId, joinFrame(n, joinId));
  if (!joined.text.startsWith('{"type":"joined"')) throw new Error(`person ${n} was not let in`);
  return {
    joinedInMs: joined.tookMs,
    ask(command) {
      const id = newId();
      return ask(id, JSON.stringify({ ...command, id }));
    },
    destroy: () => wire.destroy(),
  };
}
