// Condenses the joins, leaves and renames between two messages into what is worth a line.
// Knows no words of any language and nothing of the screen.
import type { PresenceNotice } from '../../client/people-state.ts';

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** What is left once comings and goings that cancel out are gone; names in the order in which it happened. */
export interface Presence {
  readonly joined: readonly string[];
  readonly left: readonly string[];
  readonly renamed: readonly Rename[];
}

interface Change {
  coming: 'joined' | 'left' | null;
  name: string;
  /** The name before the first rename; null where nobody would know it. */
  oldName: string | null;
}

/**
 * The net effect of notices in their order; null when nothing remains to be told. Who came and went, or went and
 * came back, is not mentioned; who came and took another name is mentioned under that name.
 */
export function condensePresence(notices: readonly PresenceNotice[]): Presence | null {
  const changes = new Map<string, Change>();
  for (const notice of notices) {
    const { id, name } = notice.person;
    const change = changes.get(id) ?? { coming: null, name, oldName: null };
    // Re-inserted so that the order is that of the latest notice.
    changes.delete(id);
    changes.set(id, change);
    if (notice.kind === 'renamed') {
      if (change.coming === null && change.oldName === null) change.oldName = notice.oldName ?? null;
    } else if (change.coming !== null && change.coming !== notice.kind) {
      change.coming = null;
    } else {
      change.coming = notice.kind;
    }
    change.name = name;
  }

  const joined: string[] = [];
  const left: string[] = [];
  const renamed: Rename[] = [];
  for (const { coming, name, oldName } of changes.values()) {
    if (coming === 'joined') {
      // Who leaves on purpose comes back with another id: to everybody else it is the same person under that name.
      const wentAs = left.indexOf(name);
      if (wentAs === -1) joined.push(name);
      else left.splice(wentAs, 1);
    } else if (coming === 'left') left.push(oldName ?? name);
    else if (oldName !== null && oldName !== name) renamed.push({ from: oldName, to: name });
  }
  return joined.length + left.length + renamed.length === 0 ? null : { joined, left, renamed };
}
