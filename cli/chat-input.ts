// What a line typed at a person's terminal means: something to say, or a command. Knows no chat.

export type ChatInput =
  /** Nothing to see in it. */
  | { readonly kind: 'blank' }
  | { readonly kind: 'say'; readonly content: string }
  | { readonly kind: 'help' | 'users' | 'rooms' | 'join' | 'quit' }
  /** `name` as it was typed, perhaps nothing. */
  | { readonly kind: 'room'; readonly name: string }
  /** Somebody's name and what is to be said to them, perhaps nothing. */
  | { readonly kind: 'message'; readonly text: string }
  /** `nickname` as it was typed, perhaps nothing. */
  | { readonly kind: 'name'; readonly nickname: string }
  | { readonly kind: 'unknown'; readonly command: string };

export const commandHelp = `/users      who is here
/rooms      which rooms and private talks there are
/room NAME  go to one; /room alone goes back to the main room
/msg NAME text
            say something to somebody in private
/name NEW   take another name
/join       join again, or try again at once
/quit       leave; Ctrl+C and Ctrl+D do so too
//text      say something that begins with a slash
Alt+Enter breaks a line, the up arrow brings back what you wrote before.`;

/** Commands are one word after a slash, in any case; `//` is a slash that is said. */
export function parseChatInput(line: string): ChatInput {
  if (line.trim() === '') return { kind: 'blank' };
  // What is copied often ends with a line break, which nobody means to say.
  if (!line.startsWith('/')) return { kind: 'say', content: line.replace(/\n$/, '') };
  if (line.startsWith('//')) return { kind: 'say', content: line.slice(1) };
  const [, command = '', rest = ''] = /^(\S+)\s*(.*)$/su.exec(line) ?? [];
  switch (command.toLowerCase()) {
    case '/help':
      return { kind: 'help' };
    case '/users':
      return { kind: 'users' };
    case '/rooms':
      return { kind: 'rooms' };
    case '/room':
      return { kind: 'room', name: rest.trim() };
    case '/msg':
      return { kind: 'message', text: rest.trim() };
    case '/name':
      return { kind: 'name', nickname: rest.trim() };
    case '/join':
      return { kind: 'join' };
    case '/quit':
      return { kind: 'quit' };
    default:
      return { kind: 'unknown', command };
  }
}
