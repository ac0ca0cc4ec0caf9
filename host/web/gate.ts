// Who is let in at the one port: looks at each connection, request and upgrade before anybody else does. What is asked for
// then is answered by those who are handed in.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { closeCodes } from '../../protocol/close-codes.ts';
import type { HostDialect } from '../../protocol/dialect.ts';
import { maxFrameBytes } from '../../protocol/limits.ts';
import { filesPath } from '../files/file-requests.ts';
import type { HostLimits } from '../options.ts';
import { AddressRate } from '../sessions/address-rate.ts';
import { webSocketPaths } from '../sessions/recognise-dialect.ts';
import { contentSecurityPolicy } from './page-headers.ts';
import type { RequestPolicy } from './request-policy.ts';
import type { WebPage } from './web-page.ts';

/** For pages being loaded and requests being made, beside the WebSockets: of one address, and of all together. */
export const spareConnections = 200;

/** How long somebody for whom there is no room may take to go. */
const fullCloseTimeoutMs = 1_000;

export interface GateOptions {
  readonly limits: HostLimits;
  readonly policy: RequestPolicy;
  readonly webPage: WebPage;
  /** This machine's addresses with the port, as they stand in an origin. */
  ownHosts(): readonly string[];
  /** The body of /api/info. */
  info(): unknown;
  /** `dialect` is the one that the path pins, or null. */
  onConnection(
    webSocket: WebSocket,
    socket: Socket,
    address: string,
    dialect: HostDialect | null,
    /** Under which the host was reached: `http://192.168.1.5:8765`. */
    origin: string,
  ): void;
  /** Answers what older systems ask over plain HTTP. False: it is not theirs, nothing was answered. */
  answerLegacy(request: IncomingMessage, response: ServerResponse, address: string): boolean;
  /** Answers what is asked below `/files`; `origin` is that of the page that asks, null for none. */
  answerFile(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    address: string,
    origin: string | null,
  ): Promise<void>;
  /** A page of this origin was refused. */
  onRefusedOrigin(origin: string): void;
}

export class Gate {
  readonly #options: GateOptions;
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
  });
  /** Every socket that left HTTP, let in or not: the HTTP server does not close these. */
  readonly #upgraded = new Set<Socket>();
  #open = 0;
  readonly #perAddress = new Map<string, number>();
  /** All TCP connections of each address, whatever became of them. */
  readonly #connected = new Map<string, number>();
  readonly #joinRate: AddressRate;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#joinRate = new AddressRate(options.limits.joinsPerSecond, options.limits.joinBurst);
  }

  /** Nobody can take all the connections that there are by holding them open. */
  connect(socket: Socket): void {
    const address = plainAddress(socket.remoteAddress ?? '');
    if (
      (this.#connected.get(address) ?? 0) >=
      this.#options.limits.connectionsPerAddress + spareConnections
    ) {
      socket.destroy();
      return;
    }
    addOne(this.#connected, address);
    socket.on('close', () => removeOne(this.#connected, address));
  }

  /** Answers what could not be read as a request. */
  misread(error: NodeJS.ErrnoException, socket: Duplex): void {
    refuse(socket, clientErrorStatus(error));
  }

  endConnections(): void {
    for (const socket of this.#upgraded) socket.destroy();
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { policy, webPage } = this.#options;
    for (const [name, value] of securityHeaders) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', this.#contentSecurityPolicy(request.headers.host));
    const path = pathOf(request.url);
    if (!policy.allowsHost(request.headers.host))
      return end(response, 403, 'This host name is not allowed here.');
    if (isFilePath(path)) return this.#answerFile(request, response, path);
    limitBody(request, this.#options.limits.requestTimeoutMs);
    if (this.#options.answerLegacy(request, response, plainAddress(request.socket.remoteAddress ?? '')))
      return;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return end(response, 405, 'Method not allowed.');
    }
    if (path === '/api/info') {
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('Cache-Control', 'no-store');
      return void response.writeHead(200).end(JSON.stringify(this.#options.info()));
    }
    try {
      if (await webPage.serve(request, response, path)) return;
    } catch {
      return end(response, 500, 'The page could not be read.');
    }
    end(response, 404, path === '/' ? 'This host has no web page.' : 'Not found.');
  }

  /** Bringing a file is for our own pages and programs, as the WebSocket is; fetching one takes its id and no more. */
  async #answerFile(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const { policy, ownHosts, onRefusedOrigin, answerFile } = this.#options;
    const { host, origin } = request.headers;
    const isFetched = request.method === 'GET' || request.method === 'HEAD';
    if (!isFetched && !policy.allowsOrigin(origin, host, ownHosts())) {
      onRefusedOrigin(origin ?? '');
      limitBody(request, this.#options.limits.requestTimeoutMs);
      return end(response, 403, 'This page is not allowed here.');
    }
    const address = plainAddress(request.socket.remoteAddress ?? '');
    await answerFile(request, response, path, address, isFetched ? null : (origin ?? null));
  }

  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    // Without a listener an error before the handshake would be thrown.
    socket.on('error', destroy);
    this.#upgraded.add(socket);
    socket.on('close', () => this.#upgraded.delete(socket));
    const { policy, limits } = this.#options;
    const { host, origin } = request.headers;
    const address = plainAddress(socket.remoteAddress ?? '');
    const fromAddress = this.#perAddress.get(address) ?? 0;
    const dialect = webSocketPaths.get(pathOf(request.url));
    if (dialect === undefined) return refuse(socket, '404 Not Found');
    if (!policy.allowsHost(host)) return refuse(socket, '403 Forbidden');
    if (!policy.allowsOrigin(origin, host, this.#options.ownHosts())) {
      this.#options.onRefusedOrigin(origin ?? '');
      return refuse(socket, '403 Forbidden');
    }
    const isFull = this.#open >= limits.connections || fromAddress >= limits.connectionsPerAddress;
    if (!this.#joinRate.take(address, performance.now()) || isFull) {
      // A page learns nothing from a refused handshake but everything from a close code.
      return this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
        // Without a listener a broken frame from somebody who is on the way out would end the host.
        webSocket.on('error', () => undefined);
        webSocket.close(closeCodes.tryAgainLater, 'host full');
        const timer = setTimeout(() => webSocket.terminate(), fullCloseTimeoutMs).unref();
        webSocket.on('close', () => clearTimeout(timer));
      });
    }
    this.#open += 1;
    addOne(this.#perAddress, address);
    socket.on('close', () => {
      this.#open -= 1;
      removeOne(this.#perAddress, address);
    });
    this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      this.#options.onConnection(webSocket, socket, address, dialect, `http://${host ?? ''}`);
    });
  }

  /** Strict, with the WebSocket origins named: older Safari leaves them out of 'self'. */
  #contentSecurityPolicy(host: string | undefined): string {
    const own = host !== undefined && /^[a-z0-9.:_-]+$/i.test(host) ? [host] : [];
    const hosts = [...new Set([...own, ...this.#options.ownHosts().filter((name) => !name.startsWith('['))])];
    return contentSecurityPolicy(hosts);
  }
}

/** A body that is not wanted, and does not end, must not hold the connection. */
function limitBody(request: IncomingMessage, timeoutMs: number): void {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  if (length === '0' && encoding === undefined) return;
  const timer = setTimeout(() => refuse(request.socket, '408 Request Timeout'), timeoutMs).unref();
  request.once('close', () => clearTimeout(timer));
}

function isFilePath(path: string): boolean {
  return path === filesPath || path.startsWith(`${filesPath}/`);
}

const securityHeaders = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['X-Frame-Options', 'DENY'],
] as const;

/** One listener for all sockets. */
function destroy(this: Duplex): void {
  this.destroy();
}

/** The path of a request target, doubled slashes at its start folded, query cut off. */
function pathOf(target: string | undefined): string {
  return (target ?? '/').replace(/[?#].*$/s, '').replace(/^\/+/, '/');
}

/** An IPv4 address that came in over an IPv6 socket, as IPv4. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}

function end(response: ServerResponse, status: number, text: string): void {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.writeHead(status).end(`${text}\n`);
}

/** Answers and hangs up. Without hanging up, the other end could hold its half of the connection open for ever. */
function refuse(socket: Duplex, status: string): void {
  if (!socket.writable) return void socket.destroy();
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

function clientErrorStatus(error: NodeJS.ErrnoException): string {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout';
  if (error.code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  return '400 Bad Request';
}

function addOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function removeOne(counts: Map<string, number>, key: string): void {
  const left = (counts.get(key) ?? 1) - 1;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}
