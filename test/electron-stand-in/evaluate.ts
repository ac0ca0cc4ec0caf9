// Runs what a spec sends over in the app's own process, as Playwright does with the real Electron.
import { type ControlRequest, notify } from './control.ts';

/** Calls the function with the module `electron` and its argument, and tells what came of it. Never rejects. */
export async function evaluate(
  electron: unknown,
  { call, source, argument }: Extract<ControlRequest, { type: 'evaluate' }>,
): Promise<void> {
  try {
    const value: unknown = await new Function(
      'electron',
      'argument',
      `return (${source})(electron, argument)`,
    )(electron, argument);
    notify({ type: 'evaluated', call, value });
  } catch (error) {
    notify({ type: 'evaluated', call, error: String(error) });
  }
}
