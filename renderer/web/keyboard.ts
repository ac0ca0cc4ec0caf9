// Keeps the page above the keyboard of a phone. Browsers that resize the page for it (`interactive-widget`) have done so
// before this hears of it; Safari lays the keyboard over the page and tells only the visual viewport.

/** The part of a window that is looked at. */
export type KeyboardWindow = Pick<Window, 'visualViewport' | 'document' | 'scrollTo'>;

/** What is lower is a bar of the browser, which `dvh` knows better. */
const lowestKeyboardPx = 60;

/** Follows for the life of the page. */
export function keepAboveKeyboard(page: KeyboardWindow): void {
  const { visualViewport, document } = page;
  // Browsers without one are older than phones with such keyboards over the page.
  if (visualViewport === null) return;
  const { style } = document.documentElement;

  const follow = (): void => {
    // Whoever zooms in sees less of the page, and wants to.
    if (Math.abs(visualViewport.scale - 1) > 0.01) return;
    const covered = document.documentElement.clientHeight - visualViewport.height;
    const isKeyboard = covered > lowestKeyboardPx;
    if (isKeyboard) style.setProperty('--page-height', `${String(Math.round(visualViewport.height))}px`);
    else style.removeProperty('--page-height');
    // Safari scrolls a field that is focused into view, though nothing here scrolls, and stays there.
    if (isKeyboard && visualViewport.offsetTop > 0) page.scrollTo(0, 0);
  };
  visualViewport.addEventListener('resize', follow);
  visualViewport.addEventListener('scroll', follow);
}
