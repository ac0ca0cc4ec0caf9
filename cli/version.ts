// What `--version` prints, in the host and in the terminal client.
import manifest from '../package.json' with { type: 'json' };

export const versionText = `${manifest.name} ${manifest.version}\n`;
