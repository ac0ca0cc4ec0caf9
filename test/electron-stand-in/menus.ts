// `Menu` and `Tray`: what a person would find in them, kept for specs to read and press. Nothing is drawn.
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { MenuItemConstructorOptions } from 'electron';

/** Labels and keys of roles are the app's own here; what a role does belongs to the real Electron. */
class MenuItem {
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly submenu: Menu | undefined;
  readonly #click: (() => void) | undefined;

  constructor({ label = '', role, type, submenu, click }: MenuItemConstructorOptions) {
    this.label = label;
    this.role = role;
    this.type = type ?? (submenu === undefined ? 'normal' : 'submenu');
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : undefined;
    this.#click = click as (() => void) | undefined;
  }

  click(): void {
    this.#click?.();
  }
}

export class Menu {
  static #application: Menu | null = null;
  readonly items: readonly MenuItem[];

  constructor(items: readonly MenuItem[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): Menu {
    return new Menu(template.map((options) => new MenuItem(options)));
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#application = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#application;
  }
}

export class Tray extends EventEmitter {
  /** @param image absolute path; throws where there is no such picture, as the real one does */
  constructor(image: string) {
    super();
    this.setImage(image);
  }

  setImage(image: string): void {
    if (!existsSync(image)) throw new Error(`Failed to load image from path '${image}'`);
  }

  setToolTip(_text: string): void {
    // Nobody points at it.
  }

  setContextMenu(_menu: Menu | null): void {
    // Specs listen in on this, as they do on the real one.
  }
}
