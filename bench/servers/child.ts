// Talks with a process that this one has started, one question and one answer at a time.
import type { ChildProcess } from 'node:child_process';
import * as v from 'valibot';

/** The next thing that the process says, which must have this form. Rejects when it ends instead. */
export function nextFrom<Schema extends v.GenericSchema>(
  child: ChildProcess,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  return new Promise((done, fail) => {
    const onExit = (code: number | null): void =>
      fail(new Error(`${child.spawnargs.join(' ')} ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      const parsed = v.safeParse(schema, message);
      if (parsed.success) done(parsed.output);
      else fail(new Error(`unexpected: ${JSON.stringify(message)}`));
    });
  });
}
