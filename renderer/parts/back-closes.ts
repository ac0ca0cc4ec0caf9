// The back of a phone closes what covers the whole screen instead of leaving the page. One entry of the page's history
// stands for all that is open: it is added with the first layer and stays, since taking it back is not done at once and
// would hit a layer that opened meanwhile.

const marker = 'chatbox-layer';
const layers: (() => void)[] = [];
let listening = false;
/** True while the present entry of the history is ours. */
let entered = false;

function isOurs(state: unknown): boolean {
  return state === marker;
}

function enter(): void {
  if (entered) return;
  window.history.pushState(marker, '');
  entered = true;
}

function wentThroughHistory(event: PopStateEvent): void {
  entered = isOurs(event.state);
  // Forwards, into an entry that nothing stands for any more.
  if (entered) return;
  const close = layers.at(-1);
  // All was closed by other means: the person wants to leave the page and should not have to ask twice.
  if (close === undefined) return window.history.back();
  close();
  if (layers.some((layer) => layer !== close)) enter();
}

/** From now on going back calls `close`. Returns how to end that, which is also to be called once it is closed. */
export function closeOnBack(close: () => void): () => void {
  if (!listening) {
    listening = true;
    // After a reload with a layer open, our entry is still there.
    entered = isOurs(window.history.state);
    window.addEventListener('popstate', wentThroughHistory);
  }
  layers.push(close);
  enter();
  return () => {
    const index = layers.indexOf(close);
    if (index >= 0) layers.splice(index, 1);
  };
}
