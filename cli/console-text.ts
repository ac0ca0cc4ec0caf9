// What a running host shows in a terminal, as text: the link to share, the legend, the log. Knows no process and no
// stream. Log lines come from the host with everything taken out that could steer a terminal.
import { isIPv6 } from 'node:net';
import { renderUnicodeCompact } from 'uqr';
import { formatShareUrl } from '../client/address.ts';
import { logLegend, type LogLine, type RunningHost } from '../protocol/host-status.ts';
import { noticeSentence } from './sentences.ts';

/** The address that works on this machine: where it listens, or localhost where it listens everywhere. */
export function localUrl(port: number, bind: string | undefined): string {
  const name = listensEverywhere(bind) ? 'localhost' : isIPv6(bind) ? `[${bind}]` : bind;
  return `http://${name}:${port}`;
}

function listensEverywhere(bind: string | undefined): bind is undefined | '0.0.0.0' | '::' {
  return bind === undefined || bind === '0.0.0.0' || bind === '::';
}

/**
 * All that is said once the host listens; the first line is always `listening on` and a URL.
 *
 * @param withQrCode draw the link with all addresses as a QR code, for a person looking at a terminal
 */
export function startText(host: RunningHost, bind: string | undefined, withQrCode: boolean): string {
  const addresses = host.addresses.filter(({ address }) => listensEverywhere(bind) || address === bind);
  const [likeliest] = addresses;
  const lines = [`listening on ${localUrl(host.port, bind)}`, '', `${host.chatName} is open.`];
  if (likeliest === undefined) {
    lines.push('It has no address on a network: only this machine can join.');
  } else {
    lines.push('Others join by opening one of these, the likeliest first:');
    for (const { url, kind, adapter } of addresses) {
      lines.push(`  ${url}  (${kind === 'other' ? adapter : `${kind}, ${adapter}`})`);
    }
    const link = formatShareUrl(
      addresses.map(({ address }) => address),
      host.port,
    );
    if (withQrCode) lines.push('', renderUnicodeCompact(link, { border: 2 }));
  }
  lines.push('', `History: ${host.dataFile}`, ...host.notices.map(noticeSentence), '');
  const legend = Object.entries(logLegend).map(([symbol, meaning]) => `${symbol} ${meaning}`);
  lines.push(`Legend:  ${legend.join('   ')}`, '', ...host.log.map(logText));
  return lines.map((line) => `${line}\n`).join('');
}

/** One line of the console log, with the local time. */
export function logText({ at, symbol, text }: LogLine): string {
  const time = new Date(at).toTimeString().slice(0, 8);
  return `${time} ${symbol.padEnd(2)} ${text}`;
}
