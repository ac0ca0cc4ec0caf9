// A native dialog over everything, and whose the focus is once it has gone.

/**
 * Opens a dialog that has just come into the page. Returns what closes it and gives the focus back to what opened it: a
 * dialog that leaves the page as it closes does not do that by itself.
 */
export function openModal(dialog: HTMLDialogElement): () => void {
  const opener = document.activeElement;
  dialog.showModal();
  return () => {
    dialog.close();
    if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
  };
}
