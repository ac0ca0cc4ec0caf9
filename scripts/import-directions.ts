// Which room may import which: the house's table, and the lint rule that holds everyone to it. It judges paths and
// package names only, so it needs no type information and sees `import()` and `export from` as well.
import { dirname, posix, relative, resolve, sep } from 'node:path';
import type { Rule } from 'eslint';

/** What a room may import besides its own files. */
export interface RoomRule {
  readonly rooms: readonly string[];
  /** Modules of Node, `node:fs` and the like. */
  readonly node: boolean;
  /** Packages from node_modules, other than `electron`. */
  readonly packages: boolean;
  /** The package `electron`: not at all, its types only, or all of it. */
  readonly electron: 'no' | 'types' | 'yes';
}

const everyRoom = [
  'protocol',
  'storage',
  'client',
  'host',
  'renderer',
  'cli',
  'electron',
  'scripts',
  'bench',
  'test',
];

export const roomRules: Readonly<Record<string, RoomRule>> = {
  protocol: { rooms: [], node: false, packages: false, electron: 'no' },
  storage: { rooms: [], node: true, packages: false, electron: 'no' },
  client: { rooms: ['protocol'], node: false, packages: false, electron: 'no' },
  host: { rooms: ['protocol', 'storage'], node: true, packages: true, electron: 'no' },
  renderer: { rooms: ['client', 'protocol'], node: false, packages: true, electron: 'no' },
  cli: { rooms: ['client', 'host', 'protocol'], node: true, packages: true, electron: 'no' },
  electron: { rooms: ['client', 'host', 'protocol', 'storage'], node: true, packages: true, electron: 'yes' },
  // Workbenches: nothing that ships imports them.
  scripts: { rooms: ['cli'], node: true, packages: true, electron: 'no' },
  bench: {
    rooms: ['client', 'host', 'protocol', 'scripts', 'storage'],
    node: true,
    packages: true,
    electron: 'no',
  },
  test: { rooms: everyRoom, node: true, packages: true, electron: 'types' },
};

/** What is imported, from where. Paths are absolute. */
export interface ImportSite {
  readonly root: string;
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/**
 * Why an import goes the wrong way, or null when it may stay. Files outside the rooms (the config files at the top
 * level) are only kept from `electron`. Tests may use Node, packages and `test/` wherever they live.
 */
function judgeImport({ root, file, specifier, typeOnly }: ImportSite): string | null {
  const room = roomOf(root, file);
  const rule = room === null ? undefined : roomRules[room];
  const isTest = /\.test\.ts$/.test(file);
  const here = room ?? 'this folder';

  if (specifier.startsWith('.')) {
    const target = roomOf(root, resolve(dirname(file), specifier));
    if (rule === undefined || target === room) return null;
    if (target === null)
      return isTest || rule.packages ? null : `${here} imports nothing from outside the rooms.`;
    if (rule.rooms.includes(target) || (isTest && target === 'test')) return null;
    return `${here} must not import ${target}: ${here} imports ${allowed(rule)}.`;
  }
  if (specifier === 'electron' || specifier.startsWith('electron/')) {
    const right = rule?.electron ?? 'no';
    if (right === 'yes' || (right === 'types' && typeOnly)) return null;
    return `Only the electron room imports 'electron'.`;
  }
  if (rule === undefined || isTest) return null;
  if (specifier.startsWith('node:')) {
    return rule.node ? null : `${here} runs without Node: have '${specifier}' handed in.`;
  }
  return rule.packages ? null : `${here} imports no packages: have '${specifier}' handed in.`;
}

function allowed(rule: RoomRule): string {
  return rule.rooms.length === 0 ? 'none of the other rooms' : `only ${rule.rooms.join(', ')}`;
}

/** The room that a path lies in, or null for files at the top level, outside, and folders that are no room. */
function roomOf(root: string, path: string): string | null {
  const [first, ...rest] = relative(root, path).split(sep).join(posix.sep).split(posix.sep);
  return first !== undefined && rest.length > 0 && Object.hasOwn(roomRules, first) ? first : null;
}

export const importDirectionRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], messages: { wrongWay: '{{reason}}' } },
  create(context) {
    const judge = (source: unknown, typeOnly: boolean, node: Rule.Node): void => {
      const specifier =
        typeof source === 'object' && source !== null && 'value' in source ? source.value : null;
      // What is computed at run time cannot be judged.
      if (typeof specifier !== 'string') return;
      const site = { root: context.cwd, file: context.filename, specifier, typeOnly };
      const reason = judgeImport(site);
      if (reason !== null) context.report({ node, messageId: 'wrongWay', data: { reason } });
    };
    const judgeDeclaration = (node: Rule.Node): void => {
      if (!('source' in node)) return;
      // The TypeScript parser adds importKind and exportKind, which ESTree's types do not know.
      const kind = 'importKind' in node ? node.importKind : 'exportKind' in node ? node.exportKind : 'value';
      judge(node.source, kind === 'type', node);
    };
    return {
      ImportDeclaration: judgeDeclaration,
      ExportNamedDeclaration: judgeDeclaration,
      ExportAllDeclaration: judgeDeclaration,
      ImportExpression: judgeDeclaration,
    };
  },
};
