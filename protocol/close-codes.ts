// WebSocket close codes (RFC 6455, section 7.4; 4000 to 4999 are ours).

export const closeCodes = {
  /** The person left, or the page was closed. */
  normal: 1000,
  /** The host stops. Clients try again: it may come back. */
  goingAway: 1001,
  /** The history cannot be read just now; reconnect and resume. */
  internalError: 1011,
  /** Limits of connections are reached. Clients try again later. */
  tryAgainLater: 1013,
  /** The same device joined from somewhere else; do not reconnect by yourself. */
  replaced: 4001,
  /** The reader did not drain what was sent to it; reconnect and resume. */
  tooSlow: 4002,
  /** A `join` that can never succeed as it is (version). */
  refused: 4003,
  /** The session of the account has ended; come back to be told what one is without it. */
  loggedOut: 4004,
  /** Whoever hosts has sent this person away; do not reconnect. */
  removed: 4005,
} as const;
