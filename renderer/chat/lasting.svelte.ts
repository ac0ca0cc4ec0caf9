// What is worth showing only once it lasts.

/**
 * Call while a component is made. Returns a reactive reader: true from `quietMs` after `begun` became true until it is
 * false again.
 */
export function lasting(begun: () => boolean, quietMs: number): () => boolean {
  let lasts = $state(false);
  // What it is read from may change meanwhile.
  const going = $derived(begun());
  $effect(() => {
    if (!going) return;
    const timer = setTimeout(() => (lasts = true), quietMs);
    return () => {
      clearTimeout(timer);
      lasts = false;
    };
  });
  return () => lasts;
}
