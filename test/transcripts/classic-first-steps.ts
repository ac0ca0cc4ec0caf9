// The scenarios of classic-first.json that go another way than recorded. Most differ in one thing: that server sent its
// broadcasts as Python writes a dictionary, our host sends the JSON that its documentation promised.
import { Person, type Frame } from './person.ts';
import { timestampMask as timestamp, type Scenario, type Step } from './transcript.ts';

class FirstPerson extends Person {
  sends(name: unknown, content: unknown, status: boolean): Step[] {
    return [
      this.says({ type: 'send', data: { name, content } }),
      this.hears(status ? { type: 'send', status, timestamp } : { type: 'send', status }),
    ];
  }

  gets(...data: readonly Frame[]): Step[] {
    return [this.says({ type: 'get' }), this.hears({ type: 'get', status: true, data })];
  }
}

const a = new FirstPerson('A');
const b = new FirstPerson('B');

const written: Readonly<Record<string, readonly Step[]>> = {
  whitespace: [
    a.connects(),
    b.connects(),
    ...a.sends(' ', ' ', false),
    ...a.sends(' An\t', ' ', true),
    b.hears({ name: 'An', content: ' ', timestamp }),
    ...a.gets({ name: 'An', content: ' ', timestamp }),
  ],
  'list-values-accepted': [
    a.connects(),
    b.connects(),
    ...a.sends('An', ['x'], false),
    ...a.sends(['An'], 'x', false),
    ...a.sends({ a: 1 }, { b: 2 }, false),
    b.hearsNothing(),
    ...a.gets(),
    { file: 'data.json', content: '[]' },
  ],
  'data-json-missing': [
    a.connects(),
    ...a.gets(),
    ...a.sends('An', 'x', true),
    { file: 'data.json', content: JSON.stringify([{ name: 'An', content: 'x', timestamp }]) },
  ],
  paths: [],
};

/** The steps of every ruled scenario, by its name. */
export function ruledStepsOf(scenarios: readonly Scenario[]): Record<string, readonly Step[]> {
  const ruled = scenarios.filter(({ asRecorded }) => !asRecorded);
  return Object.fromEntries(ruled.map(({ name, steps }) => [name, written[name] ?? steps.map(withJson)]));
}

/** The step with JSON where the recording has a Python dictionary. */
function withJson(step: Step): Step {
  return typeof step.receive === 'string' ? { ...step, receive: parseDictionary(step.receive) } : step;
}

const literal = `'(?:[^'\\\\]|\\\\.)*'|"(?:[^"\\\\]|\\\\.)*"`;
const dictionary = new RegExp(`^\\{'name': (${literal}), 'content': (${literal}), 'timestamp': '(.*)'\\}$`);
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' };

/** Reads what `repr` makes of a message: quotes of either kind, and escapes as far as the recordings have them. */
function parseDictionary(text: string): Frame {
  const [, name, content, at] = dictionary.exec(text) ?? [];
  if (name === undefined || content === undefined) throw new Error(`not a message: ${text}`);
  return { name: parseLiteral(name), content: parseLiteral(content), timestamp: at };
}

function parseLiteral(text: string): string {
  return text
    .slice(1, -1)
    .replace(/\\(?:x(..)|u(....)|(.))/g, (_, byte?: string, unit?: string, other = '') => {
      const hex = byte ?? unit;
      return hex === undefined ? (escapes[other] ?? other) : String.fromCharCode(Number.parseInt(hex, 16));
    });
}
